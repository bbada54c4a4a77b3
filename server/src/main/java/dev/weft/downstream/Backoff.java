package dev.weft.downstream;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before an attempt: exponential, with full jitter, so that those who failed together do not come back together.
 *
 * @param initial the longest pause before the second attempt
 * @param max the longest pause before any
 * @param multiplier how much longer it may be before each further one
 * @param random from 0 to 1
 */
record Backoff(Duration initial, Duration max, double multiplier, DoubleSupplier random) {
    /** The pause before the attempt of that number, which is at least 2, in nanoseconds. */
    long before(int attempt) {
        double longest = (double) initial.toNanos() * Math.pow(multiplier, attempt - 2.0);
        return (long) (random.getAsDouble() * Math.min(longest, (double) max.toNanos()));
    }
}
