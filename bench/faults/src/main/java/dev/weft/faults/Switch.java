package dev.weft.faults;

import java.util.concurrent.TimeUnit;

/** The fault of the moment, and a place to wait until it is another. Safe for use by many threads. */
final class Switch {
    private WireFault fault = WireFault.NONE;

    synchronized WireFault fault() {
        return fault;
    }

    synchronized void set(WireFault next) {
        fault = next;
        notifyAll();
    }

    /** Waits until {@code until} of {@link System#nanoTime}, or as long as the fault lasts, whichever is shorter. */
    synchronized void await(WireFault while_, long until) throws InterruptedException {
        for (long left = until - System.nanoTime(); left > 0 && fault == while_; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
