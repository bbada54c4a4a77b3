package dev.weft.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
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
    private final BiConsumer<List<Lookup>, Loop> ask;
    private List<Lookup> waiting = new ArrayList<>();

    /** @param ask asks for all of them at once */
    RedisLookups(Loop loop, BiConsumer<List<Lookup>, Loop> ask) {
        this.loop = loop;
        this.ask = ask;
    }

    /**
     * One of them.
     *
     * @param name the key there
     * @param found is told of what is there
     */
    record Lookup(byte[] name, Consumer<@Nullable CachedAnswer> found) {}

    void add(Lookup lookup) {
        waiting.add(lookup);
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
