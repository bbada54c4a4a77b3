package dev.weft.downstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.weft.plan.MethodName;
import dev.weft.plan.RememberedFields;
import dev.weft.wire.ReadFields;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The answers that are remembered, up to a number of bytes, and the calls under way that will bring more. Safe for use by many
 * threads.
 */
public final class AnswerCache implements AutoCloseable {
    /** What an entry takes beyond its bytes: objects and their headers, links, the sketch of how often it is used. */
    private static final int ENTRY_BYTES = 240;

    private final Cache<CacheKey, CachedAnswer> answers;
    private final boolean keepsHere;
    private final ConcurrentMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();
    private final Set<String> unkeyedHeaders;
    private final RememberedFields fields;
    private final SharedAnswers shared;

    private AnswerCache(CacheSettings settings, RememberedFields fields, SharedAnswers shared) {
        this.fields = fields;
        this.shared = shared;
        this.unkeyedHeaders = settings.unkeyedHeaders();
        this.keepsHere = settings.maxBytes() > 0;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(settings.maxBytes())
                .weigher((CacheKey key, CachedAnswer answer) -> ENTRY_BYTES + key.size() + answer.heldBytes())
                .expireAfter(Expiry.writing((CacheKey key, CachedAnswer answer) -> answer.keep()))
                // On the thread that is there: what it keeps in order is a matter of microseconds.
                .executor(Runnable::run)
                .build();
    }

    /**
     * One that is empty, before the memory that all replicas share, if there is one. Does not wait until that is connected.
     *
     * @param fields what is remembered
     * @throws IllegalArgumentException when a setting is not what it should be
     */
    public static AnswerCache open(
            CacheSettings settings, RememberedFields fields, EventLoops loops, CallListener listener) {
        return new AnswerCache(
                settings,
                fields,
                settings.redis()
                        .map(redis -> RedisAnswers.open(redis, loops.next(), listener))
                        .orElse(SharedAnswers.NONE));
    }

    static AnswerCache of(CacheSettings settings, SharedAnswers shared) {
        return new AnswerCache(settings, RememberedFields.ALL, shared);
    }

    @Override
    public void close() {
        shared.close();
    }

    /** What is remembered of that method's answers; empty when that is all. */
    Optional<ReadFields> fields(MethodName method) {
        return fields.of(method);
    }

    Set<String> unkeyedHeaders() {
        return unkeyedHeaders;
    }

    @Nullable
    CachedAnswer find(CacheKey key) {
        return answers.getIfPresent(key);
    }

    /** Looks into the memory that all share; {@code found} is run as {@link SharedAnswers#find} says. */
    void findShared(CacheKey key, Loop loop, Consumer<@Nullable CachedAnswer> found) {
        shared.find(key, loop, found);
    }

    /** Keeps what has just come, for all. */
    void keep(CacheKey key, CachedAnswer answer) {
        keepHere(key, answer);
        shared.keep(key, answer);
    }

    /** Keeps what another replica knew. */
    void keepHere(CacheKey key, CachedAnswer answer) {
        if (keepsHere) {
            answers.put(key, answer.trimmed());
        }
    }

    void forget(CacheKey key) {
        answers.invalidate(key);
        shared.forget(key);
    }

    /** The call that is under way for the key; when there is none, {@code flight} is from now on. */
    Flight underWay(CacheKey key, Flight flight) {
        Flight other = flights.putIfAbsent(key, flight);
        return other == null ? flight : other;
    }

    void ended(CacheKey key, Flight flight) {
        flights.remove(key, flight);
    }

    /** What the answers in this process take, keys and all, in bytes. */
    public long bytes() {
        return answers.policy()
                .eviction()
                .flatMap(eviction -> eviction.weightedSize().stream().boxed().findFirst())
                .orElse(0L);
    }

    /** How many calls are under way that are made for all who want the same. */
    public int flights() {
        return flights.size();
    }
}
