package dev.weft.edge;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;

/** Base64 that was encoded in chunks, each with a padding of its own, and put together: what gRPC-Web sends as text. */
final class Base64Chunks {
    private static final int QUANTUM = 4;

    private Base64Chunks() {}

    /** @throws IllegalArgumentException when it is not base64 */
    static byte[] decode(byte[] text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length);
        int start = 0;
        while (start < text.length) {
            int end = endOfChunk(text, start);
            out.writeBytes(Base64.getDecoder().decode(Arrays.copyOfRange(text, start, end)));
            start = end;
        }
        return out.toByteArray();
    }

    /** After the first quantum that is padded. */
    private static int endOfChunk(byte[] text, int start) {
        for (int end = start + QUANTUM; end <= text.length; end += QUANTUM) {
            if (text[end - 1] == '=') {
                return end;
            }
        }
        return text.length;
    }
}
