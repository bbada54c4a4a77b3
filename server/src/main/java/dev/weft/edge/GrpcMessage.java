package dev.weft.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The text of a status as gRPC puts it into a header: percent-encoded (the gRPC protocol over HTTP/2, "Status-Message"). */
final class GrpcMessage {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private GrpcMessage() {}

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
            }
        }
        return encoded.toString();
    }
}
