package dev.weft.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One timer for a page and for those of its calls that have its deadline. Nearly all of them end long before, and setting and cancelling
 * a timer is one of the most expensive parts of a call. Confined to its loop.
 */
public final class DeadlineTimer {
    private final Loop loop;
    private final long deadlineNanos;
    private final List<Watch> watches = new ArrayList<>();
    private boolean goneOff;
    private boolean released;

    /** Null when it is not set: not yet, or no longer. */
    private @Nullable Cancellable timer;

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

    /** Whether the deadline has come: known to all that it runs. */
    public boolean hasGoneOff() {
        return goneOff;
    }

    /**
     * Sets it. When it goes off it runs all that was given to {@link #watch}, in any order, and then {@code owner}, unless that has
     * {@linkplain #release released} it.
     */
    public void set(Runnable owner) {
        timer = loop.schedule(() -> goOff(owner), deadlineNanos - loop.nanoTime());
    }

    private void goOff(Runnable owner) {
        timer = null;
        goneOff = true;
        try {
            runAll();
        } finally {
            if (!watches.isEmpty()) {
                // One of them threw.
                loop.execute(() -> goOff(owner));
            } else if (!released) {
                owner.run();
            }
        }
    }

    private void runAll() {
        while (!watches.isEmpty()) {
            Watch watch = watches.get(0);
            watch.cancel();
            watch.late.run();
        }
    }

    /** Its owner needs it no longer. It goes on for the others, until there are none. */
    public void release() {
        released = true;
        stopUnlessWatched();
    }

    private void stopUnlessWatched() {
        if (released && watches.isEmpty() && timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** Runs {@code late} at the deadline; on a timer of its own when this one is not set: another attempt may begin when the page is over. */
    public Cancellable watch(Runnable late) {
        return timer == null ? loop.schedule(late, Math.max(0, deadlineNanos - loop.nanoTime())) : new Watch(late);
    }

    /** Something to run at the deadline. Knows its place, so that it is taken out at once however many there are. */
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
