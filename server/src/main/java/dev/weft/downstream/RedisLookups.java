package dev.weft.downstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all loops want to know of Redis. Whatever comes up in one turn of a loop, and on any loop while the answer to what was asked before
 * is awaited, is one command, and one way there and back: the more there is to ask, the more is asked at once. Safe for use by many
 * threads; its lock is held for the time of an insertion.
 */
final class RedisLookups {
    /** More would keep others waiting. */
    private static final int MOST = 64;

    /** For so long the next command waits for the answer to the one before: several times what an answer takes when all is well. */
    private static final long PATIENCE_NANOS = Duration.ofMillis(1).toNanos();

    private final Asking asking;
    private List<Lookup> waiting = new ArrayList<>();
    private int underWay;

    RedisLookups(Asking asking) {
        this.asking = asking;
    }

    /**
     * One of them.
     *
     * @param name of the key there
     * @param loop where it is told
     * @param found is told of what is there
     */
    record Lookup(byte[] name, Loop loop, Consumer<@Nullable CachedAnswer> found) {}

    /** Asks Redis for all of them at once. */
    @FunctionalInterface
    interface Asking {
        /** {@code answered} is run once, on whatever thread, when there is an answer; possibly before this method returns. */
        void ask(List<Lookup> lookups, Runnable answered);
    }

    /** On the lookup's loop. */
    void add(Lookup lookup) {
        List<Lookup> joined;
        int size;
        boolean busy;
        synchronized (this) {
            waiting.add(lookup);
            joined = waiting;
            size = waiting.size();
            busy = underWay > 0;
        }
        if (size == MOST) {
            send(joined);
        } else if (size == 1) {
            sendLater(joined, lookup.loop(), busy);
        }
    }

    private void sendLater(List<Lookup> first, Loop loop, boolean busy) {
        if (busy) {
            loop.schedule(() -> send(first), PATIENCE_NANOS);
        } else {
            // When the loop has done what it is at: the other calls of this page, and pages that came in with it.
            loop.execute(() -> send(first));
        }
    }

    /** Unless they have been sent. */
    private void send(List<Lookup> lookups) {
        if (take(lookups)) {
            asking.ask(lookups, this::answered);
        }
    }

    private synchronized boolean take(List<Lookup> lookups) {
        if (lookups != waiting || lookups.isEmpty()) {
            return false;
        }
        waiting = new ArrayList<>();
        underWay++;
        return true;
    }

    private void answered() {
        List<Lookup> next;
        synchronized (this) {
            underWay--;
            next = underWay == 0 ? waiting : List.of();
        }
        send(next);
    }
}
