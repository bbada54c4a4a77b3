package dev.weft.downstream;

import dev.weft.loop.Loop;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The second memory of answers, which all replicas share. What goes wrong with it is nobody's failure: nothing is found, nothing is
 * kept. Safe for use by many threads.
 */
interface SharedAnswers extends AutoCloseable {
    /** There is none. */
    SharedAnswers NONE = new SharedAnswers() {
        @Override
        public void find(CacheKey key, Loop loop, Consumer<@Nullable CachedAnswer> found) {
            found.accept(null);
        }

        @Override
        public void keep(CacheKey key, CachedAnswer answer) {}

        @Override
        public void forget(CacheKey key) {}

        @Override
        public void close() {}
    };

    /**
     * Looks an answer up. Called on the loop; {@code found} is run there too, exactly once, soon, possibly before this method
     * returns, with null when there is none or it cannot be had.
     */
    void find(CacheKey key, Loop loop, Consumer<@Nullable CachedAnswer> found);

    /** Keeps an answer, which has just come, as long as it is of use. Does not throw, and neither does {@link #forget}. */
    void keep(CacheKey key, CachedAnswer answer);

    void forget(CacheKey key);

    @Override
    void close();
}
