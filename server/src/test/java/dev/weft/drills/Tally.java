package dev.weft.drills;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What became of the pages that were asked for in one stretch of time. Safe for use by many threads. */
final class Tally {
    /** What clients give a page. */
    static final Duration DEADLINE = Duration.ofSeconds(1);

    private final LongAdder asked = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder complete = new LongAdder();
    private final LongAdder partial = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final AtomicLong latestNanos = new AtomicLong();
    private final ConcurrentHashMap<String, LongAdder> complaints = new ConcurrentHashMap<>();

    void asked() {
        asked.increment();
    }

    /** It was turned away as could be expected, or the machine did not give it its time: it does not count. */
    void refused() {
        asked.decrement();
        refused.increment();
    }

    /** A page came, and was what it should be. */
    void answered(boolean whole, long tookNanos) {
        (whole ? complete : partial).increment();
        took(tookNanos);
    }

    /** None came, or one that was not what it should be. */
    void failed(String why, long tookNanos) {
        failed.increment();
        complaints.computeIfAbsent(why, key -> new LongAdder()).increment();
        took(tookNanos);
    }

    private void took(long nanos) {
        latestNanos.accumulateAndGet(nanos, Math::max);
        if (nanos > DEADLINE.toNanos()) {
            late.increment();
        }
    }

    long count() {
        return asked.sum();
    }

    long refusedCount() {
        return refused.sum();
    }

    long complete() {
        return complete.sum();
    }

    long partial() {
        return partial.sum();
    }

    long failed() {
        return failed.sum();
    }

    long late() {
        return late.sum();
    }

    long latestMillis() {
        return Duration.ofNanos(latestNanos.get()).toMillis();
    }

    /** Why pages failed, and how many for each reason. */
    String complaints() {
        return complaints.toString();
    }
}
