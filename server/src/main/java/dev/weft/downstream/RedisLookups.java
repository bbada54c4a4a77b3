package dev.weft.downstream;

import dev.weft.loop.Cancellable;
import dev.weft.loop.Loop;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one loop wants to know of Redis. Whatever comes up in one turn of the loop, and while the answer to what was asked before is awaited, is
 * one command, and one way there and back: the more there is to ask, the more is asked at once. Confined to the loop.
 */
final class RedisLookups {
    /** More would keep others waiting. */
    private static final int MOST = 64;

    /** For so long the next command waits for the answer to the one before: several times what an answer takes when all is well. */
    private static final long PATIENCE_NANOS = Duration.ofMillis(1).toNanos();

    private final Loop loop;
    private final MessageDigest sha256 = Fingerprint.sha256();
    private final BiFunction<CacheKey, MessageDigest, byte[]> names;
    private final Asking asking;
    private List<Lookup> waiting = new ArrayList<>();
    private int underWay;

    /** Ends the wait for an answer; null while nothing waits for one. */
    private @Nullable Cancellable patience;

    /** @param names make the name that a key has there */
    RedisLookups(Loop loop, BiFunction<CacheKey, MessageDigest, byte[]> names, Asking asking) {
        this.loop = loop;
        this.names = names;
        this.asking = asking;
    }

    /**
     * One of them.
     *
     * @param name of the key there
     * @param found is told of what is there
     */
    record Lookup(byte[] name, Consumer<@Nullable CachedAnswer> found) {}

    /** Asks Redis for all of them at once. */
    @FunctionalInterface
    interface Asking {
        /** {@code told} is run on the loop, once, when every lookup has been told; possibly before this method returns. */
        void ask(List<Lookup> lookups, Loop loop, Runnable told);
    }

    void add(CacheKey key, Consumer<@Nullable CachedAnswer> found) {
        waiting.add(new Lookup(names.apply(key, sha256), found));
        if (waiting.size() == MOST) {
            send();
        } else if (waiting.size() == 1) {
            sendLater();
        }
    }

    private void sendLater() {
        if (underWay == 0) {
            // When the loop has done what it is at: the other calls of this page, and pages that came in with it.
            loop.execute(this::send);
        } else {
            patience = loop.schedule(this::send, PATIENCE_NANOS);
        }
    }

    private void send() {
        if (patience != null) {
            patience.cancel();
            patience = null;
        }
        if (!waiting.isEmpty()) {
            List<Lookup> all = waiting;
            waiting = new ArrayList<>();
            underWay++;
            asking.ask(all, loop, this::told);
        }
    }

    private void told() {
        underWay--;
        if (underWay == 0) {
            send();
        }
    }
}
