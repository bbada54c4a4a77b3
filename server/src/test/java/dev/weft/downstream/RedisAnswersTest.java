package dev.weft.downstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Remembered;
import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import dev.weft.plan.CacheRule;
import dev.weft.plan.Idempotency;
import dev.weft.plan.RememberedAnswers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The memory that replicas share, in a real Redis. */
class RedisAnswersTest {
    private static final CacheRule RULE = new CacheRule(Duration.ofMinutes(5), Duration.ZERO, Duration.ZERO, false);

    private final EventLoops loops = EventLoops.start(2);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private RedisServer redis;
    private LoopbackServer server;
    private int next = 1;

    @BeforeEach
    void start() throws Exception {
        redis = RedisServer.start();
        server = LoopbackServer.start();
        server.on(Settings.path("Echo"), call -> {
            calls.incrementAndGet();
            call.answer(call.request());
        });
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        if (server != null) {
            server.close();
        }
        loops.close();
        if (redis != null) {
            redis.close();
        }
    }

    /** Another process would do the same: nothing is shared but Redis. */
    private UnaryCall replica(CacheRule rule) {
        return replica(rule, Duration.ofMillis(100));
    }

    private UnaryCall replica(CacheRule rule, Duration timeout) {
        RedisSettings settings = new RedisSettings(redis.uri(), timeout, "weft");
        AnswerCache cache = AnswerCache.open(
                new CacheSettings(1 << 20, Set.of(), Optional.of(settings)),
                RememberedAnswers.ALL,
                loops,
                CallListener.NONE);
        Downstreams downstreams =
                Downstreams.open(List.of(Settings.at(server.target())), loops, Settings.JSON, cache, CallListener.NONE);
        open.add(downstreams);
        open.add(cache);
        return downstreams.call(Settings.target("Echo", Idempotency.NO_SIDE_EFFECTS), List.of(), Optional.of(rule));
    }

    private UnaryCall replica() {
        return replica(RULE);
    }

    private Answer ask(UnaryCall call, int request) throws Exception {
        CallResult result = Calls.make(call, loops.next(), new byte[] {(byte) request}, Headers.NONE, 1000)
                .result();
        Answer answer = (Answer) result;
        assertThat(answer.message()).containsExactly((byte) request);
        return answer;
    }

    /** Asks one replica, and then another, until that finds in Redis what the first has put there: both are connected. */
    private Answer awaitShared(UnaryCall first, UnaryCall second) throws Exception {
        for (int i = 0; i < 100; i++) {
            ask(first, next);
            TimeUnit.MILLISECONDS.sleep(100);
            Answer answer = ask(second, next++);
            if (answer.remembered().isPresent()) {
                return answer;
            }
        }
        throw new AssertionError("nothing was shared");
    }

    @Test
    void whatOneReplicaKnowsAllKnow() throws Exception {
        Remembered memory = awaitShared(replica(), replica()).remembered().orElseThrow();
        assertThat(memory.stale()).isFalse();
        assertThat(Duration.ofNanos(memory.ageNanos())).isBetween(Duration.ofMillis(50), Duration.ofSeconds(9));
    }

    @Test
    void whatIsTooOldIsFetchedAnewAndUsedWhileThat() throws Exception {
        CacheRule rule = new CacheRule(Duration.ofMillis(300), Duration.ofMinutes(1), Duration.ZERO, false);
        UnaryCall first = replica(rule);
        UnaryCall second = replica(rule);
        awaitShared(first, second);
        ask(first, 200);
        TimeUnit.MILLISECONDS.sleep(500);
        int before = calls.get();
        assertThat(ask(second, 200).remembered().orElseThrow().stale()).isTrue();
        TimeUnit.MILLISECONDS.sleep(100);
        assertThat(ask(second, 200).remembered().orElseThrow().stale()).isFalse();
        assertThat(calls).hasValue(before + 1);
    }

    @Test
    void withoutRedisPagesGoOnAndItIsBackByItself() throws Exception {
        UnaryCall first = replica();
        UnaryCall second = replica();
        awaitShared(first, second);
        redis.kill();
        for (int request = 100; request < 200; request++) {
            ask(second, request);
        }
        int before = calls.get();
        for (int request = 100; request < 200; request++) {
            assertThat(ask(second, request).remembered()).as("its own memory").isPresent();
        }
        assertThat(calls).hasValue(before);
        redis.restart();
        awaitShared(first, second);
    }

    @Test
    void aFrozenRedisCostsItsTimeoutAndThenNothing() throws Exception {
        UnaryCall first = replica();
        UnaryCall second = replica();
        awaitShared(first, second);
        redis.freeze();
        long start = System.nanoTime();
        for (int request = 100; request < 200; request++) {
            ask(second, request);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("some of 100 calls wait for 100 ms, not all")
                .isBetween(Duration.ofMillis(100), Duration.ofSeconds(5));
        redis.thaw();
        awaitShared(first, second);
    }

    // Lettuce's timers would come a tenth of a second late.
    @Test
    void nobodyWaitsMuchLongerThanTheTimeout() throws Exception {
        UnaryCall second = replica(RULE, Duration.ofMillis(20));
        awaitShared(replica(), second);
        redis.freeze();
        List<Duration> took = new ArrayList<>();
        for (int request = 100; request < 104; request++) {
            long start = System.nanoTime();
            ask(second, request);
            took.add(Duration.ofNanos(System.nanoTime() - start));
        }
        redis.thaw();
        assertThat(took.stream().sorted().skip(1).findFirst().orElseThrow())
                .as("the second fastest of %s", took)
                .isBetween(Duration.ofMillis(20), Duration.ofMillis(80));
    }

    private static CacheKey key(int number) {
        return new CacheKey(new byte[] {(byte) number}, 31 * number);
    }

    private static @Nullable CachedAnswer find(SharedAnswers answers, CacheKey key, Loop loop) throws Exception {
        CompletableFuture<Optional<CachedAnswer>> found = new CompletableFuture<>();
        loop.execute(() -> answers.find(key, loop, answer -> found.complete(Optional.ofNullable(answer))));
        return found.get(5, TimeUnit.SECONDS).orElse(null);
    }

    @Test
    void whatIsForgottenIsGoneWhicheverLoopsKeepAndForgetIt() throws Exception {
        RedisSettings settings = new RedisSettings(redis.uri(), Duration.ofSeconds(5), "weft");
        SharedAnswers answers = RedisAnswers.open(settings, loops, CallListener.NONE);
        open.add(answers);
        CachedAnswer large = new CachedAnswer(new byte[500_000], System.nanoTime(), 1, Duration.ofMinutes(1));
        Loop one = loops.next();
        Loop other = loops.next();
        for (int number = 0; number < 30; number++) {
            CacheKey key = key(number);
            awaitKept(answers, key, large, one);
            awaitKept(answers, key, large, other);
            CompletableFuture<Optional<CachedAnswer>> found = new CompletableFuture<>();
            other.execute(() -> {
                answers.forget(key);
                answers.find(key, other, answer -> found.complete(Optional.ofNullable(answer)));
            });
            assertThat(found.get(5, TimeUnit.SECONDS))
                    .as("by who has forgotten it just now")
                    .isEmpty();
        }
        for (int number = 0; number < 30; number++) {
            CacheKey key = key(number);
            CompletableFuture<Void> told = new CompletableFuture<>();
            one.execute(() -> {
                answers.keep(key, large);
                other.execute(() -> {
                    answers.forget(key);
                    told.complete(null);
                });
            });
            told.get(5, TimeUnit.SECONDS);
        }
        // Redis answers each connection in its order: what was told before has been done.
        find(answers, key(99), one);
        find(answers, key(99), other);
        for (int number = 0; number < 30; number++) {
            assertThat(find(answers, key(number), one)).isNull();
        }
    }

    /** Keeps it until it is there: also until the loop is connected. */
    private static void awaitKept(SharedAnswers answers, CacheKey key, CachedAnswer answer, Loop loop)
            throws Exception {
        for (int i = 0; find(answers, key, loop) == null; i++) {
            assertThat(i).as("attempts").isLessThan(500);
            loop.execute(() -> answers.keep(key, answer));
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Test
    void garbageIsNoAnswer() throws Exception {
        UnaryCall first = replica();
        UnaryCall second = replica();
        awaitShared(first, second);
        int request = 100;
        for (byte[] garbage : List.of(new byte[0], "hello".getBytes(UTF_8), new byte[100], new byte[] {0x57, 1, 0})) {
            ask(first, request);
            TimeUnit.MILLISECONDS.sleep(100);
            assertThat(redis.spoil(garbage)).isPositive();
            int before = calls.get();
            assertThat(ask(second, request++).remembered()).isEmpty();
            assertThat(calls).hasValue(before + 1);
        }
        awaitShared(first, second);
    }

    @Test
    void aUriThatIsNoneIsAnErrorThatDoesNotShowIt() {
        RedisSettings wrong = new RedisSettings("redis://:secret@[", Duration.ofMillis(50), "weft");
        assertThatThrownBy(() -> AnswerCache.open(
                        new CacheSettings(1, Set.of(), Optional.of(wrong)),
                        RememberedAnswers.ALL,
                        loops,
                        CallListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis.uri")
                .hasMessageNotContaining("secret");
    }
}
