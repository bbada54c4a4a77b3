package dev.weft.faults;

import org.jspecify.annotations.Nullable;

/**
 * Finds where in the bytes of a connection an answer begins: in HTTP/1.1 at once, in HTTP/2 (RFC 9113, section 4.1) with a frame of
 * HEADERS. Not thread-safe: one for each connection.
 */
final class Answers {
    private static final int FRAME_HEADER = 9;
    private static final int TYPE = 3;
    private static final int HEADERS = 1;
    private static final String HTTP_1 = "HTTP/1";

    private final byte[] header = new byte[FRAME_HEADER];
    private int inHeader;
    private long leftOfFrame;
    private @Nullable Boolean http1;

    /** Takes the next bytes, and says at which of them the first answer among them begins; -1 when none does. */
    int begin(byte[] bytes, int length) {
        if (http1 == null) {
            http1 = startsWithHttp1(bytes, length);
        }
        return http1 ? 0 : firstHeaders(bytes, length);
    }

    boolean isHttp1() {
        return Boolean.TRUE.equals(http1);
    }

    private static boolean startsWithHttp1(byte[] bytes, int length) {
        for (int i = 0; i < Math.min(length, HTTP_1.length()); i++) {
            if (bytes[i] != HTTP_1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int firstHeaders(byte[] bytes, int length) {
        int found = -1;
        int at = 0;
        while (at < length) {
            if (leftOfFrame > 0) {
                int skipped = (int) Math.min(leftOfFrame, length - at);
                leftOfFrame -= skipped;
                at += skipped;
            } else {
                header[inHeader++] = bytes[at++];
                if (inHeader == FRAME_HEADER) {
                    inHeader = 0;
                    leftOfFrame = payload();
                    if (found < 0 && header[TYPE] == HEADERS) {
                        found = Math.max(0, at - FRAME_HEADER);
                    }
                }
            }
        }
        return found;
    }

    private int payload() {
        return ((header[0] & 0xff) << 16) | ((header[1] & 0xff) << 8) | (header[2] & 0xff);
    }
}
