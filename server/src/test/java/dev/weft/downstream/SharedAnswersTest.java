package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.CallResult.Remembered;
import dev.weft.loop.FakeLoop;
import dev.weft.loop.Loop;
import dev.weft.plan.CacheRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a call makes of what other replicas know. */
class SharedAnswersTest {
    private static final CacheRule RULE =
            new CacheRule(Duration.ofSeconds(10), Duration.ZERO, Duration.ofSeconds(60), false);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Failure AWAY = new Failure(Code.UNAVAILABLE, "connection refused");

    private final FakeLoop loop = new FakeLoop();
    private final Others others = new Others();
    private final AnswerCache cache = AnswerCache.of(new CacheSettings(1 << 20, Set.of(), Optional.empty()), others);
    private final List<Consumer<CallResult>> underWay = new ArrayList<>();
    private final List<CallResult> results = new ArrayList<>();
    private final CacheKeys keys =
            new CacheKeys("echo", Settings.target("Echo"), "as it is", Settings.remembering(RULE), Set.of());
    private final UnaryCall call = call();

    /** The memory of the other replicas, with one answer or none. */
    private static final class Others implements SharedAnswers {
        private @Nullable CachedAnswer answer;
        private boolean reachable = true;
        private Runnable beforeItAnswers = () -> {};
        private Runnable beforeItKeeps = () -> {};

        @Override
        public void find(CacheKey key, Loop loop, Consumer<@Nullable CachedAnswer> found) {
            beforeItAnswers.run();
            found.accept(reachable ? answer : null);
        }

        @Override
        public void keep(CacheKey key, CachedAnswer kept) {
            beforeItKeeps.run();
            answer = reachable ? kept : answer;
        }

        @Override
        public void forget(CacheKey key) {
            answer = reachable ? null : answer;
        }

        @Override
        public void close() {}
    }

    private UnaryCall call() {
        Remembering remembering = new Remembering(RULE, LONGEST, Optional.empty());
        return new CachedCall(
                (context, request, done) -> {
                    underWay.add(done);
                    return () -> {};
                },
                new AnswerCheck(List.of()),
                cache,
                keys,
                remembering,
                Duration.ofSeconds(6),
                memory -> {},
                () -> 1);
    }

    private void ask() {
        results.clear();
        CallContext context = new CallContext(loop, loop.nanoTime() + 1_000_000_000L, Headers.NONE);
        call.start(context, new byte[] {1}, results::add);
    }

    private void land(CallResult result) {
        underWay.remove(0).accept(result);
    }

    private void assertAnswered(int content, long ageSeconds, boolean stale) {
        Answer answer = (Answer) results.get(0);
        assertThat(answer.message()).containsExactly(content);
        assertThat(answer.remembered())
                .hasValue(new Remembered(Duration.ofSeconds(ageSeconds).toNanos(), stale));
    }

    @Test
    void whatOthersKnewIsEnough() {
        others.answer = new CachedAnswer(new byte[] {7}, loop.nanoTime(), 1, Duration.ofSeconds(70));
        loop.advance(Duration.ofSeconds(4));
        ask();
        assertAnswered(7, 4, false);
        assertThat(underWay).isEmpty();
        assertThat(cache.find(key()).keep()).as("for all calls of the method").isEqualTo(LONGEST);
    }

    @Test
    void whatComesWhileTheyAreAskedIsEnoughToo() {
        others.answer = new CachedAnswer(new byte[] {7}, loop.nanoTime(), 1, LONGEST);
        loop.advance(Duration.ofSeconds(4));
        others.beforeItAnswers =
                () -> cache.keepHere(key(), new CachedAnswer(new byte[] {8}, loop.nanoTime(), 1, LONGEST));
        ask();
        assertAnswered(8, 0, false);
        assertThat(underWay).isEmpty();
    }

    private CacheKey key() {
        return keys.of(Headers.NONE, new byte[] {1});
    }

    @Test
    void whatOthersKnewMayStandInWhenTheDownstreamIsIll() {
        others.answer = new CachedAnswer(new byte[] {7}, loop.nanoTime(), 1, Duration.ofSeconds(70));
        loop.advance(Duration.ofSeconds(20));
        ask();
        land(AWAY);
        assertAnswered(7, 20, true);
    }

    @Test
    void whatIsKnownHereAndNewerIsNotGivenUpForIt() {
        others.answer = new CachedAnswer(new byte[] {7}, loop.nanoTime(), 1, Duration.ofSeconds(70));
        others.reachable = false;
        loop.advance(Duration.ofSeconds(5));
        ask();
        land(new Answer(new byte[] {8}));
        others.reachable = true;
        loop.advance(Duration.ofSeconds(15));
        ask();
        land(AWAY);
        assertAnswered(8, 15, true);
    }

    @Test
    void whatGoesWrongInItKeepsNobodyWaiting() {
        others.beforeItAnswers = SharedAnswersTest::fail;
        assertThatThrownBy(this::ask).isInstanceOf(IllegalStateException.class);
        assertThat(results).containsExactly(new Failure(Code.INTERNAL, "the call could not be made"));
        assertNothingIsLeft();
        others.beforeItAnswers = () -> {};
        others.beforeItKeeps = SharedAnswersTest::fail;
        ask();
        assertThatThrownBy(() -> land(new Answer(new byte[] {7}))).isInstanceOf(IllegalStateException.class);
        assertAnswered(7, 0, true);
        assertNothingIsLeft();
    }

    private static void fail() {
        throw new IllegalStateException("a fault of the test");
    }

    private void assertNothingIsLeft() {
        assertThat(cache.flights()).isZero();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void aDefiniteNoIsToldToTheOthers() {
        ask();
        land(new Answer(new byte[] {7}));
        assertThat(others.answer).isNotNull();
        loop.advance(Duration.ofSeconds(11));
        ask();
        land(new Failure(Code.NOT_FOUND, "failed"));
        assertThat(others.answer).isNull();
    }
}
