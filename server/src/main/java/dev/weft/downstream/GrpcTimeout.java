package dev.weft.downstream;

import io.grpc.Metadata;
import java.util.concurrent.TimeUnit;

/**
 * The header that tells a gRPC server how much time a call has (gRPC over HTTP/2, "Timeout").
 *
 * <p>In whole milliseconds where that is exact enough, unlike grpc-java's own, which is in nanoseconds: a value that comes again is one byte of
 * HPACK, one that never does is written out, and put into the tables of both sides, with every call.
 */
final class GrpcTimeout {
    static final Metadata.Key<String> KEY = Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);

    private static final int LEAST_MILLIS = 10;
    private static final long MOST = 99_999_999;

    private GrpcTimeout() {}

    /** The header's value; rounded down, so that the server does not work for longer than it is waited for. */
    static String text(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        if (millis < LEAST_MILLIS) {
            return Math.max(1, TimeUnit.NANOSECONDS.toMicros(nanos)) + "u";
        }
        return millis <= MOST ? millis + "m" : Math.min(MOST, TimeUnit.NANOSECONDS.toSeconds(nanos)) + "S";
    }
}
