package dev.weft.downstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import dev.weft.plan.CacheRule;
import dev.weft.plan.MethodName;
import dev.weft.plan.RememberedAnswers;
import java.util.Comparator;
import java.util.Objects;
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

    /** What a call under way is for. What it brings is good enough for a rule, and may be too old for another. Ordered as keys are. */
    private record Wanted(CacheKey key, CacheRule rule) implements Comparable<Wanted> {
        private static final Comparator<Wanted> ORDER = Comparator.comparing(Wanted::key)
                .thenComparing(wanted -> wanted.rule().toString());

        // Asked twice for each call; and of one key there is hardly ever more than one rule.
        @Override
        public int hashCode() {
            return key.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Wanted wanted && key.equals(wanted.key) && Objects.equals(rule, wanted.rule);
        }

        @Override
        public int compareTo(Wanted other) {
            return ORDER.compare(this, other);
        }
    }

    private final Cache<CacheKey, CachedAnswer> answers;
    private final boolean keepsHere;
    private final ConcurrentMap<Wanted, Flight> flights = new ConcurrentHashMap<>();
    private final Set<String> unkeyedHeaders;
    private final RememberedAnswers remembered;
    private final SharedAnswers shared;

    private AnswerCache(CacheSettings settings, RememberedAnswers remembered, SharedAnswers shared) {
        this.remembered = remembered;
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
     * @param remembered what is remembered, and for how long
     * @throws IllegalArgumentException when a setting is not what it should be
     */
    public static AnswerCache open(
            CacheSettings settings, RememberedAnswers remembered, EventLoops loops, CallListener listener) {
        return new AnswerCache(
                settings,
                remembered,
                settings.redis()
                        .map(redis -> RedisAnswers.open(redis, loops, listener))
                        .orElse(SharedAnswers.NONE));
    }

    static AnswerCache of(CacheSettings settings, SharedAnswers shared) {
        return new AnswerCache(settings, RememberedAnswers.ALL, shared);
    }

    @Override
    public void close() {
        shared.close();
    }

    /** How answers of that method are remembered for calls with that rule. */
    Remembering remembering(MethodName method, CacheRule rule) {
        return new Remembering(rule, remembered.keep(method, rule), remembered.fields(method));
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

    /** The call that is under way for those who want the same; when there is none, {@code flight} is from now on. */
    Flight underWay(CacheKey key, CacheRule rule, Flight flight) {
        Flight other = flights.putIfAbsent(new Wanted(key, rule), flight);
        return other == null ? flight : other;
    }

    void ended(CacheKey key, CacheRule rule, Flight flight) {
        flights.remove(new Wanted(key, rule), flight);
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
