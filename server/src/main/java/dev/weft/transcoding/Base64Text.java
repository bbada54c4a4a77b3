package dev.weft.transcoding;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64 (RFC 4648) as protobuf's JSON has it: written in the standard alphabet with padding, read in either, with or without. */
final class Base64Text {
    private static final String STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final byte[] ALPHABET = STANDARD.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] URL_ALPHABET =
            STANDARD.replace('+', '-').replace('/', '_').getBytes(StandardCharsets.US_ASCII);

    private Base64Text() {}

    /** Writes to {@code target}, which has the room, and returns the offset after it. */
    static int encode(byte[] source, int start, int end, boolean forUrls, byte[] target, int to) {
        byte[] alphabet = forUrls ? URL_ALPHABET : ALPHABET;
        int out = to;
        for (int at = start; at < end; at += 3) {
            int left = end - at;
            int bits = (source[at] & 0xff) << 16
                    | (left > 1 ? (source[at + 1] & 0xff) << 8 : 0)
                    | (left > 2 ? source[at + 2] & 0xff : 0);
            target[out++] = alphabet[bits >>> 18];
            target[out++] = alphabet[bits >>> 12 & 63];
            target[out++] = left > 1 ? alphabet[bits >>> 6 & 63] : (byte) '=';
            target[out++] = left > 2 ? alphabet[bits & 63] : (byte) '=';
        }
        return out;
    }

    /** The bytes, or null when the text is not base64. */
    static byte @Nullable [] decode(String text) {
        int end = text.length();
        while (end > 0 && text.length() - end < 2 && text.charAt(end - 1) == '=') {
            end--;
        }
        String digits = text.substring(0, end).replace('-', '+').replace('_', '/');
        try {
            return Base64.getDecoder().decode(digits);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
