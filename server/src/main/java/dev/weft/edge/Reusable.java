package dev.weft.edge;

import dev.weft.execution.Reuse;
import io.grpc.Attributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP says of an answer that may be used again (RFC 9111; RFC 9110, section 8.8).
 *
 * @param seconds for how long
 * @param shared whether it is the same for everybody
 * @param tag weak: two answers are as good as equal when it is
 */
record Reusable(long seconds, boolean shared, String tag) {
    /** Of a call: takes what is said of its answer, before that goes out. Only a call that has it wants to know. */
    static final Attributes.Key<Consumer<Reuse>> TAKER = Attributes.Key.create("weft-reuse");

    private static final int TAG_BYTES = 16;

    static Reusable of(Reuse reuse) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(reuse.nanos());
        byte[] digest = sha256().digest(reuse.content().get());
        String tag = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, TAG_BYTES));
        return new Reusable(seconds, reuse.shared(), "W/\"" + tag + "\"");
    }

    /** For how long, and by whom. */
    String cacheControl() {
        return (shared ? "public" : "private") + ", max-age=" + seconds;
    }

    /** Whether the client has it already, as its If-None-Match says (RFC 9110, section 13.1.2). */
    boolean isKnown(@Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        String opaque = tag.substring("W/".length());
        return Arrays.stream(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals(opaque));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 (expected: every Java has it)", e);
        }
    }
}
