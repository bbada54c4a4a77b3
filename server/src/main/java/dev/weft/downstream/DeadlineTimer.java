package dev.weft.downstream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One timer for all that has to end at the same instant: a page and its calls. Nearly all of it ends long before, and timers of their own
 * are among the dearest things about calls. Confined to its loop.
 */
public final class DeadlineTimer {
    private final Loop loop;
    private final long deadlineNanos;
    private final List<Watch> watches = new ArrayList<>();
    private @Nullable Cancellable timer;
    private boolean over;
    private boolean released;

    /**
     * One that is not set yet.
     *
     * @param deadlineNanos on the loop's clock
     */
    public DeadlineTimer(Loop loop, long deadlineNanos) {
        this.loop = loop;
        this.deadlineNanos = deadlineNanos;
    }

    /** When it goes off, on the loop's clock. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /**
     * Sets it. When it goes off it runs what it was given to {@link #watch} for, and then {@code owner}, unless that has {@linkplain
     * #release released} it.
     */
    public void set(Runnable owner) {
        timer = loop.schedule(() -> goOff(owner), deadlineNanos - loop.nanoTime());
    }

    private void goOff(Runnable owner) {
        over = true;
        try {
            tellAll();
        } finally {
            if (!watches.isEmpty()) {
                // One of them threw.
                loop.execute(() -> goOff(owner));
            } else if (!released) {
                owner.run();
            }
        }
    }

    private void tellAll() {
        while (!watches.isEmpty()) {
            Watch watch = watches.get(0);
            watch.cancel();
            watch.late.run();
        }
    }

    /** Its owner needs it no longer; it still goes off for the others, while there are any. */
    public void release() {
        released = true;
        stopUnlessWatched();
    }

    private void stopUnlessWatched() {
        if (released && watches.isEmpty() && timer != null) {
            timer.cancel();
        }
    }

    /** Runs {@code late} when it goes off: soon, if it has. */
    Cancellable watch(Runnable late) {
        return over ? loop.schedule(late, 0) : new Watch(late);
    }

    /** One that is to be told. Knows its place, so that it leaves at once however many there are. */
    private final class Watch implements Cancellable {
        private static final int NOWHERE = -1;

        private final Runnable late;
        private int place = watches.size();

        Watch(Runnable late) {
            this.late = late;
            watches.add(this);
        }

        @Override
        public void cancel() {
            if (place == NOWHERE) {
                return;
            }
            Watch last = watches.remove(watches.size() - 1);
            if (last != this) {
                watches.set(place, last);
                last.place = place;
            }
            place = NOWHERE;
            stopUnlessWatched();
        }
    }
}
