package dev.weft.edge;

import io.grpc.Metadata;
import io.grpc.ServerCall;

/**
 * When an answer is compressed: with gzip, for a client that compresses its own requests with it. That nearly every
 * client could read gzip is no reason: compressing a page costs more than making it.
 */
final class Compression {
    private static final Metadata.Key<String> ENCODING =
            Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);

    /** What is smaller is not worth the work. */
    private static final int MIN_BYTES = 1024;

    private Compression() {}

    /** Whether a request with these headers wants a compressed answer. */
    static boolean wanted(Metadata requestHeaders) {
        return "gzip".equals(requestHeaders.get(ENCODING));
    }

    /** Makes {@code call} able to compress each of its messages; before its headers are sent. */
    static void prepare(ServerCall<byte[], byte[]> call) {
        // Takes effect only if the client says that it reads gzip.
        call.setCompression("gzip");
    }

    /** Makes {@code call}, which is prepared, compress {@code message} where it is worth it. */
    static void choose(ServerCall<byte[], byte[]> call, byte[] message) {
        call.setMessageCompression(message.length >= MIN_BYTES);
    }

    /** Makes {@code call} compress {@code answer} where it is worth it; before its headers are sent. */
    static void apply(ServerCall<byte[], byte[]> call, byte[] answer) {
        if (answer.length >= MIN_BYTES) {
            // Takes effect only if the client says that it reads gzip.
            call.setCompression("gzip");
        }
    }
}
