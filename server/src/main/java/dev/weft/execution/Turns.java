package dev.weft.execution;

import dev.weft.loop.Loop;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Does something many times on a loop, for a millisecond at a time, so that what else happens there is not kept waiting. */
final class Turns {
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Loop loop;
    private final Consumer<Runnable> events;
    private final BooleanSupplier more;
    private final Runnable step;
    private final Runnable then;
    private boolean busy;

    /**
     * On one loop.
     *
     * @param events runs what happens later
     * @param more whether there is something to do
     * @param step does some of it
     * @param then is run each time that there is nothing left
     */
    Turns(Loop loop, Consumer<Runnable> events, BooleanSupplier more, Runnable step, Runnable then) {
        this.loop = loop;
        this.events = events;
        this.more = more;
        this.step = step;
        this.then = then;
    }

    /** Does what there is to do; nothing when it is being done, or waits for its next turn. */
    void go() {
        if (busy) {
            return;
        }
        busy = true;
        long start = loop.nanoTime();
        boolean left = more.getAsBoolean();
        while (left && loop.nanoTime() - start < TURN_NANOS) {
            step.run();
            left = more.getAsBoolean();
        }
        if (left) {
            loop.execute(() -> events.accept(this::goOn));
        } else {
            busy = false;
            then.run();
        }
    }

    private void goOn() {
        busy = false;
        go();
    }
}
