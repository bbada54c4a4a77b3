package dev.weft.edge;

import io.grpc.Attributes;

/**
 * How long one client's connection takes to the client and back, smoothed as TCP does (RFC 6298). Written on the connection's
 * loop, read anywhere.
 */
final class RoundTrip {
    /** Where a connection keeps its own. */
    static final Attributes.Key<RoundTrip> KEY = Attributes.Key.create("dev.weft.edge.RoundTrip");

    private static final int SMOOTHING = 8;

    private volatile long smoothedNanos;

    void measured(long nanos) {
        long before = smoothedNanos;
        smoothedNanos = before == 0 ? nanos : before + (nanos - before) / SMOOTHING;
    }

    /** The smoothed round trip; 0 when none has been measured yet. */
    long nanos() {
        return smoothedNanos;
    }
}
