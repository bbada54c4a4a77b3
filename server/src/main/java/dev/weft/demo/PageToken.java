package dev.weft.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page of a user's orders ended, as an opaque text that fits that user only. */
final class PageToken {
    private static final Pattern CONTENT = Pattern.compile("orders/([0-9]{1,18})/([1-9][0-9]{0,8})");

    private PageToken() {}

    static String write(long userId, int next) {
        byte[] content = ("orders/" + userId + "/" + next).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }

    /** The index of the next order; empty when the token is none of {@code userId}. */
    static Optional<Integer> read(String token, long userId) {
        try {
            String content = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            Matcher parts = CONTENT.matcher(content);
            return parts.matches() && Long.parseLong(parts.group(1)) == userId
                    ? Optional.of(Integer.valueOf(parts.group(2)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
