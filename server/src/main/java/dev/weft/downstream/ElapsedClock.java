package dev.weft.downstream;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock that goes on evenly, for whoever measures time with a {@link Clock}: that of the system may be set back, and a circuit breaker would stay
 * open for as long. Its instants are no time of day. Safe for use by many threads.
 */
final class ElapsedClock extends Clock {
    private final LongSupplier nanoTime;
    private final long startNanos;

    /** @param nanoTime as {@link System#nanoTime} */
    ElapsedClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanoTime.getAsLong() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
