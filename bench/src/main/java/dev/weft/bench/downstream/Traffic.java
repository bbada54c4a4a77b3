package dev.weft.bench.downstream;

import java.util.concurrent.atomic.LongAdder;

/** How long an answer is held back, and how many calls there were. Safe for use by many threads. */
final class Traffic {
    private final LongAdder calls = new LongAdder();
    private volatile long delayMillis;
    private volatile boolean huge;

    void count() {
        calls.increment();
    }

    long calls() {
        return calls.sum();
    }

    long delayMillis() {
        return delayMillis;
    }

    /** Whether answers are to be of 100 MB. */
    boolean isHuge() {
        return huge;
    }

    void huge(boolean on) {
        huge = on;
    }

    void delay(long millis) {
        delayMillis = millis;
    }
}
