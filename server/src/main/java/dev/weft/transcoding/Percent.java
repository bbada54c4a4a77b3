package dev.weft.transcoding;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent-encoding (RFC 3986, section 2.1) as google.api.http wants it. */
final class Percent {
    private static final String UNRESERVED = "-_.~";
    private static final String IN_LITERALS = UNRESERVED + "!$&'()*+,;=:@";
    private static final String HEX = "0123456789ABCDEF";

    private Percent() {}

    /** Encodes all but {@code [-_.~0-9a-zA-Z]}, and slashes unless they are kept. */
    static void encode(byte[] utf8, boolean keepSlashes, StringBuilder to) {
        encode(utf8, keepSlashes ? UNRESERVED + '/' : UNRESERVED, to);
    }

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        encode(text.getBytes(StandardCharsets.UTF_8), false, encoded);
        return encoded.toString();
    }

    /** Encodes a literal of a template: what a path segment may hold (RFC 3986, section 3.3) stays. */
    static String encodeLiteral(String text) {
        StringBuilder encoded = new StringBuilder();
        encode(text.getBytes(StandardCharsets.UTF_8), IN_LITERALS, encoded);
        return encoded.toString();
    }

    private static void encode(byte[] utf8, String kept, StringBuilder to) {
        for (byte each : utf8) {
            char letter = (char) (each & 0xff);
            if (isAlphanumeric(letter) || kept.indexOf(letter) >= 0) {
                to.append(letter);
            } else {
                to.append('%').append(HEX.charAt(letter >> 4)).append(HEX.charAt(letter & 15));
            }
        }
    }

    private static boolean isAlphanumeric(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
    }

    /** The text of one segment or of several that one field takes alone; null when it is not UTF-8 that is percent-encoded. */
    static @Nullable String decode(String raw) {
        return raw.indexOf('%') < 0 && isAscii(raw) ? raw : decode(raw, false, false);
    }

    /** As {@link #decode}, but {@code %2F} stays as it is: it is no separator of segments. */
    static @Nullable String decodeSegments(String raw) {
        return decode(raw, true, false);
    }

    /** The text of a query's name or value, where a plus is a space (the URL standard's form encoding). */
    static @Nullable String decodeQuery(String raw) {
        return decode(raw, false, true);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(each -> each < 0x80);
    }

    private static @Nullable String decode(String raw, boolean keepSlashes, boolean plusIsSpace) {
        byte[] source = raw.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(source.length);
        for (int at = 0; at < source.length; at++) {
            if (source[at] != '%') {
                decoded.write(plusIsSpace && source[at] == '+' ? ' ' : source[at]);
                continue;
            }
            int value = at + 2 < source.length ? hex(source[at + 1]) << 4 | hex(source[at + 2]) : -1;
            if (value < 0) {
                return null;
            }
            if (keepSlashes && value == '/') {
                decoded.write(source, at, 3);
            } else {
                decoded.write(value);
            }
            at += 2;
        }
        return utf8(decoded.toByteArray());
    }

    private static int hex(byte digit) {
        return digit < 0 ? -1 : Character.digit((char) digit, 16);
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
