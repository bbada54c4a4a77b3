package dev.weft.bench.soak;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What became of the pages of a minute. Safe for use by many threads. */
final class Tally {
    /** What clients give a page. */
    static final long DEADLINE_NANOS = 1_000_000_000;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long UNFAIR_NANOS = 20_000_000;

    private final LongAdder complete = new LongAdder();
    private final LongAdder partial = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder spoilt = new LongAdder();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final ConcurrentHashMap<String, LongAdder> failures = new ConcurrentHashMap<>();

    /** @param stalledNanos of the time that it took, how long this process did not get to run */
    void answered(Check.Verdict verdict, long tookNanos, long stalledNanos) {
        switch (verdict) {
            case COMPLETE -> complete.increment();
            case PARTIAL -> partial.increment();
            case WRONG -> wrong.increment();
        }
        took(tookNanos, stalledNanos);
    }

    /** There was no page. One that this process gave up at its deadline, after a stall, is the machine's doing, not the server's. */
    void failed(String why, long tookNanos, long stalledNanos) {
        if (tookNanos >= DEADLINE_NANOS && stalledNanos >= UNFAIR_NANOS) {
            spoilt.increment();
        } else {
            failures.computeIfAbsent(why, key -> new LongAdder()).increment();
            took(tookNanos, stalledNanos);
        }
    }

    private void took(long nanos, long stalledNanos) {
        slowestNanos.accumulateAndGet(nanos, Math::max);
        if (nanos - stalledNanos > DEADLINE_NANOS) {
            late.increment();
        } else if (nanos > DEADLINE_NANOS) {
            spoilt.increment();
        }
    }

    /** How many pages were late because this process did not get to run, as on a machine with too much to do. */
    long spoilt() {
        return spoilt.sum();
    }

    long complete() {
        return complete.sum();
    }

    long partial() {
        return partial.sum();
    }

    long wrong() {
        return wrong.sum();
    }

    long late() {
        return late.sum();
    }

    long failed() {
        return failures.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Why there was no page, and how often. */
    String failures() {
        return failures.toString();
    }

    long pages() {
        return complete() + partial() + wrong() + failed();
    }

    long slowestMillis() {
        return slowestNanos.get() / NANOS_PER_MILLI;
    }

    /** Whether every page was what it should be, when it should be. */
    boolean isRight() {
        return wrong() + late() + failed() == 0;
    }
}
