package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.Code;
import dev.weft.downstream.CallListener.Memory;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.CallResult.Remembered;
import dev.weft.downstream.Headers.Header;
import dev.weft.loop.Cancellable;
import dev.weft.loop.DeadlineTimer;
import dev.weft.loop.FakeLoop;
import dev.weft.plan.CacheRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CachedCallTest {
    private static final Failure AWAY = new Failure(Code.UNAVAILABLE, "connection refused");

    private final FakeLoop loop = new FakeLoop();
    private final AnswerCache cache = Settings.cache();
    private final List<CallContext> made = new ArrayList<>();
    private final List<Consumer<CallResult>> underWay = new ArrayList<>();
    private final List<CallResult> results = new ArrayList<>();
    private final List<Memory> looks = new ArrayList<>();
    private int cancelled;
    private double lifetime = 1;
    private UnaryCall call = cached(rule(10, 0, 0));

    private static CacheRule rule(int ttl, int staleWhileRevalidate, int staleIfError) {
        return new CacheRule(
                Duration.ofSeconds(ttl),
                Duration.ofSeconds(staleWhileRevalidate),
                Duration.ofSeconds(staleIfError),
                false);
    }

    private UnaryCall cached(CacheRule rule) {
        UnaryCall inner = (context, request, done) -> {
            made.add(context);
            underWay.add(done);
            return () -> cancelled++;
        };
        return cached(inner, Settings.remembering(rule));
    }

    private UnaryCall cached(UnaryCall inner, Remembering remembering) {
        CacheKeys keys =
                new CacheKeys("echo", Settings.target("Echo"), "as it is", remembering, cache.unkeyedHeaders());
        return new CachedCall(
                inner,
                new AnswerCheck(List.of()),
                cache,
                keys,
                remembering,
                Duration.ofSeconds(6),
                looks::add,
                () -> lifetime);
    }

    private Cancellable ask(int request, Header... headers) {
        results.clear();
        CallContext context =
                new CallContext(loop, loop.nanoTime() + Duration.ofSeconds(1).toNanos(), new Headers(List.of(headers)));
        return call.start(context, new byte[] {(byte) request}, results::add);
    }

    private void land(CallResult result) {
        underWay.remove(0).accept(result);
    }

    private static Answer answer(int content) {
        return new Answer(new byte[] {(byte) content});
    }

    private void remember(int request, int content) {
        ask(request);
        land(answer(content));
    }

    private void advance(double seconds) {
        loop.advance(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private void assertAnswered(int content, Remembered memory) {
        assertThat(results).hasSize(1);
        Answer answer = (Answer) results.get(0);
        assertThat(answer.message()).containsExactly(content);
        assertThat(answer.remembered()).isEqualTo(Optional.ofNullable(memory));
    }

    private static Remembered aged(double seconds, boolean stale) {
        return new Remembered(Duration.ofMillis(Math.round(seconds * 1000)).toNanos(), stale);
    }

    @Test
    void remembersForItsTimeToLive() {
        remember(1, 7);
        assertAnswered(7, null);
        advance(9.999);
        ask(1);
        assertAnswered(7, aged(9.999, false));
        advance(0.001);
        ask(1);
        assertThat(results).isEmpty();
        land(answer(8));
        assertAnswered(8, null);
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void livesAPartOfItsTime() {
        lifetime = 0.9;
        remember(1, 7);
        assertThat(((Answer) results.get(0)).freshNanos()).isEqualTo(9_000_000_000L);
        advance(8.999);
        ask(1);
        assertThat(((Answer) results.get(0)).freshNanos()).isEqualTo(1_000_000L);
        advance(0.001);
        ask(1);
        assertThat(results).isEmpty();
    }

    @Test
    void otherRequestsAndOtherHeadersAreOthers() {
        remember(1, 7);
        ask(2);
        assertThat(results).isEmpty();
        land(answer(8));
        ask(1, new Header("authorization", "Bearer a"));
        assertThat(results).isEmpty();
        land(answer(9));
        ask(1, new Header("authorization", "Bearer b"));
        assertThat(results).as("nobody sees another's").isEmpty();
        land(answer(10));
        ask(1, new Header("authorization", "Bearer a"));
        assertAnswered(9, aged(0, false));
        ask(1, new Header("x-request-id", "which request it is"));
        assertAnswered(7, aged(0, false));
    }

    @Test
    void sharedIsForEverybody() {
        call = cached(new CacheRule(Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO, true));
        ask(1, new Header("accept-language", "de"), new Header("x-request-id", "which request it is"));
        assertThat(made.get(0).headers().entries())
                .as("what may part answers is not sent")
                .containsExactly(new Header("x-request-id", "which request it is"));
        land(answer(7));
        ask(1, new Header("accept-language", "en"));
        assertAnswered(7, aged(0, false));
    }

    @Test
    void whatWasFetchedAnewAndIsForEverybodyIsNobodysEither() {
        call = cached(new CacheRule(Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO, true));
        Headers headers = new Headers(List.of(new Header("accept-language", "de")));
        call.start(
                new CallContext(loop, loop.nanoTime() + 1_000_000_000L, headers, true), new byte[] {1}, results::add);
        assertThat(made.get(0).headers().entries()).isEmpty();
    }

    @Test
    void whatIsForOneClientIsFetchedWithAllOfItsHeaders() {
        Header language = new Header("accept-language", "de");
        ask(1, language);
        assertThat(made.get(0).headers().entries()).containsExactly(language);
    }

    @Test
    void failuresAndPartialAnswersAreNotRemembered() {
        ask(1);
        land(AWAY);
        assertThat(results).containsExactly(AWAY);
        ask(1);
        land(new Answer(new byte[] {7}, List.of(), true, Optional.empty(), 0));
        assertAnswered(7, null);
        ask(1);
        assertThat(results).isEmpty();
    }

    @Test
    void servesWhatIsStaleWhileItFetchesAnother() {
        call = cached(rule(10, 5, 0));
        remember(1, 7);
        advance(12);
        ask(1);
        assertAnswered(7, aged(12, true));
        ask(1);
        assertAnswered(7, aged(12, true));
        assertThat(made).as("one refresh for all").hasSize(2);
        land(answer(8));
        ask(1);
        assertAnswered(8, aged(0, false));
        advance(15);
        ask(1);
        assertThat(results).as("too stale").isEmpty();
    }

    @Test
    void aRefreshHasADeadlineOfItsOwn() {
        call = cached(rule(10, 5, 0));
        remember(1, 7);
        advance(12);
        ask(1);
        assertThat(made.get(1).deadlineNanos() - loop.nanoTime())
                .isEqualTo(Duration.ofSeconds(6).toNanos());
    }

    @Test
    void anIllServicesLastAnswerIsUsed() {
        call = cached(rule(10, 0, 60));
        for (Code code : List.of(
                Code.UNAVAILABLE,
                Code.DEADLINE_EXCEEDED,
                Code.INTERNAL,
                Code.UNKNOWN,
                Code.RESOURCE_EXHAUSTED,
                Code.CANCELLED,
                Code.ABORTED,
                Code.DATA_LOSS,
                Code.UNIMPLEMENTED)) {
            remember(1, 7);
            advance(69);
            ask(1);
            land(new Failure(code, "failed"));
            assertAnswered(7, aged(69, true));
            advance(1);
            ask(1);
            land(new Failure(code, "failed"));
            assertThat(results).containsExactly(new Failure(code, "failed"));
        }
    }

    @Test
    void whatDoesNotAnswerInTimeIsStaleJustBefore() {
        call = cached(rule(10, 0, 60));
        remember(1, 7);
        advance(20);
        ask(1);
        advance(0.998);
        assertThat(results).isEmpty();
        advance(0.001);
        assertAnswered(7, aged(20.999, true));
        land(answer(8));
        assertThat(results).as("too late for this one").hasSize(1);
        ask(1);
        assertAnswered(8, aged(0.0, false));
    }

    @Test
    void aDefiniteNoIsObeyedAndEndsTheMemory() {
        call = cached(rule(10, 0, 60));
        remember(1, 7);
        advance(20);
        ask(1);
        land(new Failure(Code.PERMISSION_DENIED, "failed"));
        assertThat(results).containsExactly(new Failure(Code.PERMISSION_DENIED, "failed"));
        ask(1);
        land(AWAY);
        assertThat(results).containsExactly(AWAY);
    }

    @Test
    void manyAtOnceAreOneCall() {
        List<CallResult> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            CallContext context = new CallContext(loop, loop.nanoTime() + 1_000_000_000L, Headers.NONE);
            call.start(context, new byte[] {1}, all::add);
        }
        assertThat(made).hasSize(1);
        land(answer(7));
        assertThat(all)
                .hasSize(100)
                .allSatisfy(result -> assertThat(((Answer) result).message()).containsExactly(7));
        assertThat(cache.flights()).isZero();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void whoGivesUpDoesNotEndItForTheOthers() {
        Cancellable first = ask(1);
        List<CallResult> others = new ArrayList<>();
        Cancellable second = call.start(
                new CallContext(loop, loop.nanoTime() + 1_000_000_000L, Headers.NONE), new byte[] {1}, others::add);
        first.cancel();
        loop.advance(Duration.ZERO);
        assertThat(cancelled).isZero();
        second.cancel();
        loop.advance(Duration.ZERO);
        assertThat(cancelled).as("nobody is left").isEqualTo(1);
        assertThat(cache.flights()).isZero();
        assertThat(loop.pendingTimers()).isZero();
        ask(1);
        assertThat(made).as("the next call is made anew").hasSize(2);
    }

    @Test
    void whoWaitsForAsLongAsItsPageSharesThePagesTimer() {
        DeadlineTimer deadline = new DeadlineTimer(loop, loop.nanoTime() + 1_000_000_000L);
        deadline.set(() -> {});
        CallContext context =
                new CallContext(loop, loop.nanoTime(), deadline.deadlineNanos(), deadline, Headers.NONE, false, 1);
        call.start(context, new byte[] {1}, results::add);
        call.start(context, new byte[] {2}, results::add).cancel();
        assertThat(loop.pendingTimers()).isEqualTo(1);
        advance(1);
        assertThat(results).containsExactly(new Failure(Code.DEADLINE_EXCEEDED, "no answer within 1000ms"));
    }

    @Test
    void whoseTimeIsUpLeavesAndTheAnswerIsForTheNext() {
        ask(1);
        advance(1);
        assertThat(results).containsExactly(new Failure(Code.DEADLINE_EXCEEDED, "no answer within 1000ms"));
        land(answer(7));
        ask(1);
        assertAnswered(7, aged(0, false));
    }

    @Test
    void aCallThatCannotBeMadeLeavesNothingBehind() {
        UnaryCall broken = (context, request, done) -> {
            throw new IllegalStateException("a fault of the test");
        };
        call = cached(broken, Settings.remembering(rule(10, 0, 0)));
        assertThatThrownBy(() -> ask(1)).isInstanceOf(IllegalStateException.class);
        assertThat(cache.flights()).isZero();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void whoWantsWhatIsFreshGetsItAndTheOthersToo() {
        remember(1, 7);
        CallContext fresh = new CallContext(loop, loop.nanoTime() + 1_000_000_000L, Headers.NONE, true);
        results.clear();
        call.start(fresh, new byte[] {1}, results::add);
        call.start(fresh, new byte[] {1}, results::add);
        assertThat(made).as("each its own").hasSize(3);
        land(answer(8));
        assertAnswered(8, null);
        ask(1);
        assertAnswered(8, aged(0, false));
        assertThat(looks).containsExactly(Memory.MISS, Memory.BYPASSED, Memory.BYPASSED, Memory.HIT);
    }

    @Test
    void saysWhatMemoryWas() {
        call = cached(rule(10, 5, 60));
        ask(1);
        ask(1);
        land(answer(7));
        ask(1);
        advance(12);
        ask(1);
        land(AWAY);
        advance(8);
        ask(1);
        land(AWAY);
        assertThat(looks)
                .containsExactly(
                        Memory.MISS, Memory.JOINED, Memory.HIT, Memory.STALE, Memory.MISS, Memory.STALE_IF_ERROR);
        assertThat(cache.bytes()).isBetween(250L, 500L);
    }

    @Test
    void othersOfTheMethodHaveRulesOfTheirOwn() {
        UnaryCall longer = cached(rule(60, 0, 0));
        UnaryCall shorter = cached(rule(10, 0, 0));
        List<CallResult> other = new ArrayList<>();
        CallContext context = new CallContext(loop, loop.nanoTime() + 1_000_000_000L, Headers.NONE);
        longer.start(context, new byte[] {1}, other::add);
        call = shorter;
        ask(1);
        assertThat(made)
                .as("what is enough for one may be too old for the other")
                .hasSize(2);
        land(answer(7));
        land(answer(7));
        assertThat(((Answer) other.get(0)).freshNanos()).isEqualTo(60_000_000_000L);
        assertThat(((Answer) results.get(0)).freshNanos()).isEqualTo(10_000_000_000L);
        advance(20);
        ask(1);
        assertThat(results).as("too old").isEmpty();
        call = longer;
        ask(1);
        assertAnswered(7, aged(20, false));
    }

    @Test
    void anAnswerIsKeptForAllCallsOfTheMethod() {
        UnaryCall inner = (context, request, done) -> {
            done.accept(answer(7));
            return () -> {};
        };
        call = cached(inner, new Remembering(rule(1, 0, 0), Duration.ofSeconds(60), Optional.empty()));
        ask(1);
        assertThat(cache.find(key()).keep()).isEqualTo(Duration.ofSeconds(60));
    }

    private CacheKey key() {
        return new CacheKeys(
                        "echo",
                        Settings.target("Echo"),
                        "as it is",
                        Settings.remembering(rule(1, 0, 0)),
                        cache.unkeyedHeaders())
                .of(Headers.NONE, new byte[] {1});
    }
}
