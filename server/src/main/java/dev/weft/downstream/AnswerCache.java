package dev.weft.downstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The answers that are remembered, up to a number of bytes, and the calls under way that will bring more. Safe for use by many
 * threads.
 */
public final class AnswerCache {
    /** What an entry takes beyond its bytes: objects and their headers, links, the sketch of how often it is used. */
    private static final int ENTRY_BYTES = 240;

    private final Cache<CacheKey, CachedAnswer> answers;
    private final ConcurrentMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();
    private final Set<String> unkeyedHeaders;

    private AnswerCache(CacheSettings settings) {
        this.unkeyedHeaders = settings.unkeyedHeaders();
        this.answers = Caffeine.newBuilder()
                .maximumWeight(settings.maxBytes())
                .weigher((CacheKey key, CachedAnswer answer) -> ENTRY_BYTES + key.size() + answer.message().length)
                .expireAfter(Expiry.writing((CacheKey key, CachedAnswer answer) -> answer.keep()))
                // On the thread that is there: what it keeps in order is a matter of microseconds.
                .executor(Runnable::run)
                .build();
    }

    /** One that is empty. */
    public static AnswerCache of(CacheSettings settings) {
        return new AnswerCache(settings);
    }

    Set<String> unkeyedHeaders() {
        return unkeyedHeaders;
    }

    @Nullable
    CachedAnswer find(CacheKey key) {
        return answers.getIfPresent(key);
    }

    void keep(CacheKey key, CachedAnswer answer) {
        answers.put(key, answer);
    }

    void forget(CacheKey key) {
        answers.invalidate(key);
    }

    /** The call that is under way for the key; when there is none, {@code flight} is from now on. */
    Flight underWay(CacheKey key, Flight flight) {
        Flight other = flights.putIfAbsent(key, flight);
        return other == null ? flight : other;
    }

    void ended(CacheKey key, Flight flight) {
        flights.remove(key, flight);
    }

    /** How many calls are under way. */
    int flights() {
        return flights.size();
    }
}
