package dev.weft.downstream;

import io.grpc.Metadata;
import java.util.concurrent.TimeUnit;

/**
 * The header that tells a gRPC server how much time a call has (gRPC over HTTP/2, "Timeout").
 *
 * <p>In whole milliseconds where that is exact enough, unlike grpc-java's own, which is in the smallest unit that fits: a value that comes again is one byte of
 * HPACK, one that never does is written out, and put into the tables of both sides, with every call.
 */
final class GrpcTimeout {
    static final Metadata.Key<String> KEY = Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);

    private static final int LEAST_MILLIS = 10;
    private static final long MOST = 99_999_999;

    private GrpcTimeout() {}

    /** The header's value; rounded up, so that the server does not break the call off while it is waited for. */
    static String text(long nanos) {
        long millis = roundedUp(nanos, TimeUnit.MILLISECONDS);
        if (millis < LEAST_MILLIS) {
            return Math.max(1, roundedUp(nanos, TimeUnit.MICROSECONDS)) + "u";
        }
        return millis <= MOST ? millis + "m" : Math.min(MOST, roundedUp(nanos, TimeUnit.SECONDS)) + "S";
    }

    private static long roundedUp(long nanos, TimeUnit unit) {
        return -Math.floorDiv(-nanos, unit.toNanos(1));
    }
}
