package dev.weft.downstream;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one loop wants to know of Redis: whatever comes up in one turn of the loop is one command, and one way there and back. Confined to the
 * loop.
 */
final class RedisLookups {
    /** More would keep others waiting. */
    private static final int MOST = 64;

    private final Loop loop;
    private final MessageDigest sha256 = Fingerprint.sha256();
    private final BiFunction<CacheKey, MessageDigest, byte[]> names;
    private final BiConsumer<List<Lookup>, Loop> ask;
    private List<Lookup> waiting = new ArrayList<>();

    /**
     * @param names make the name that a key has there
     * @param ask asks for all of them at once
     */
    RedisLookups(Loop loop, BiFunction<CacheKey, MessageDigest, byte[]> names, BiConsumer<List<Lookup>, Loop> ask) {
        this.loop = loop;
        this.names = names;
        this.ask = ask;
    }

    /**
     * One of them.
     *
     * @param name of the key there
     * @param found is told of what is there
     */
    record Lookup(byte[] name, Consumer<@Nullable CachedAnswer> found) {}

    void add(CacheKey key, Consumer<@Nullable CachedAnswer> found) {
        waiting.add(new Lookup(names.apply(key, sha256), found));
        if (waiting.size() == 1) {
            // When the loop has done what it is at: the other calls of this page, and pages that came in with it.
            loop.execute(this::send);
        } else if (waiting.size() == MOST) {
            send();
        }
    }

    private void send() {
        if (!waiting.isEmpty()) {
            List<Lookup> all = waiting;
            waiting = new ArrayList<>();
            ask.accept(all, loop);
        }
    }
}
