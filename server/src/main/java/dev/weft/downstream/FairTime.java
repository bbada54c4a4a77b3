package dev.weft.downstream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a call of one method must have had, so that its not being answered in time says something of the service rather than
 * of its client's haste. Safe for use by many threads.
 *
 * <p>That is twice the time that answers take on average: of a service that is as it was, at most every second call takes as
 * long (Markov's inequality). Not less than is configured, and not more than the downstream's own timeout.
 */
final class FairTime {
    private static final int TIMES = 2;

    /** The newest answer's share in the average is one part in so many, as in RFC 6298. */
    private static final int MEMORY = 8;

    private final long leastNanos;
    private final long mostNanos;
    private final AtomicLong averageNanos = new AtomicLong();

    FairTime(Duration least, Duration most) {
        this.leastNanos = least.toNanos();
        this.mostNanos = most.toNanos();
    }

    /** A call was answered after such a time. */
    void answered(long nanos) {
        // Of two threads that come at once one may be overheard: it is an average.
        long average = averageNanos.get();
        averageNanos.set(average == 0 ? nanos : average + (nanos - average) / MEMORY);
    }

    /** Whether a call that was to be answered within {@code nanos} had it. */
    boolean isIn(long nanos) {
        return nanos >= Math.min(mostNanos, Math.max(leastNanos, TIMES * averageNanos.get()));
    }
}
