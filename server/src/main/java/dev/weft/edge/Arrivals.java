package dev.weft.edge;

import dev.weft.loop.Loop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one loop that have begun to come and are not there whole, oldest first. One that takes too long is ended: its client
 * would otherwise hold what has come of it for as long as its connection lives. Confined to the loop.
 */
final class Arrivals {
    /** What its client is told. */
    static final String LATE = "the request has not come in time";

    private final Loop loop;
    private final long timeoutNanos;
    private @Nullable Arrival oldest;
    private @Nullable Arrival newest;

    /** Whether a look at the oldest is to come: one timer for all, as nearly every request is there at once. */
    private boolean looking;

    Arrivals(Loop loop, Duration timeout) {
        this.loop = loop;
        this.timeoutNanos = timeout.toNanos();
    }

    /**
     * A request begins to come.
     *
     * @param late is run when it has taken too long, unless it has ended before
     */
    Arrival begin(Runnable late) {
        Arrival arrival = new Arrival(late, loop.nanoTime() + timeoutNanos);
        arrival.older = newest;
        if (newest == null) {
            oldest = arrival;
        } else {
            newest.newer = arrival;
        }
        newest = arrival;
        lookIn(timeoutNanos);
        return arrival;
    }

    private void lookIn(long nanos) {
        if (!looking) {
            looking = true;
            loop.schedule(this::look, nanos);
        }
    }

    private void look() {
        looking = false;
        long now = loop.nanoTime();
        while (oldest != null && oldest.endNanos - now <= 0) {
            Arrival late = oldest;
            late.end();
            late.late.run();
        }
        if (oldest != null) {
            lookIn(oldest.endNanos - now);
        }
    }

    /** One request that is coming. */
    final class Arrival {
        private final Runnable late;
        private final long endNanos;
        private @Nullable Arrival older;
        private @Nullable Arrival newer;
        private boolean ended;

        private Arrival(Runnable late, long endNanos) {
            this.late = late;
            this.endNanos = endNanos;
        }

        /** It is there, or does not come any more. */
        void end() {
            if (ended) {
                return;
            }
            ended = true;
            if (older == null) {
                oldest = newer;
            } else {
                older.newer = newer;
            }
            if (newer == null) {
                newest = older;
            } else {
                newer.older = older;
            }
        }
    }
}
