package dev.weft.downstream;

import java.util.concurrent.atomic.AtomicInteger;

/** How many calls of one downstream may be under way at once, over all loops. Safe for use by many threads. */
final class Bulkhead {
    private final int places;
    private final AtomicInteger taken = new AtomicInteger();

    Bulkhead(int places) {
        this.places = places;
    }

    /** Takes a place; false when there is none. */
    boolean enter() {
        return taken.getAndUpdate(count -> count < places ? count + 1 : count) < places;
    }

    /** Gives a place back. */
    void leave() {
        taken.decrementAndGet();
    }

    int places() {
        return places;
    }

    /** How many calls are under way. */
    int taken() {
        return taken.get();
    }
}
