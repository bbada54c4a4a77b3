package dev.weft.edge;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the door is being closed. Safe for use by many threads. */
final class Draining {
    private final AtomicBoolean begun = new AtomicBoolean();

    boolean hasBegun() {
        return begun.get();
    }

    void begin() {
        begun.set(true);
    }
}
