package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.Cancellable;
import dev.weft.loop.FakeLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RetryCallTest {
    private static final Failure AWAY = new Failure(Code.UNAVAILABLE, "connection refused");
    private static final Answer ANSWER = new Answer(new byte[] {1});

    private final FakeLoop loop = new FakeLoop();
    private final RetryBudget budget = new RetryBudget(10, 0.1, 20);
    private final List<CallResult> results = new ArrayList<>();
    private final List<CallContext> attempts = new ArrayList<>();
    private Consumer<CallResult> attempt = result -> {};
    private int cancelled;
    private int unaffordable;
    private double random = 1;

    private final UnaryCall downstream = (context, request, done) -> {
        attempts.add(context);
        attempt = done;
        return () -> cancelled++;
    };

    private Cancellable start(int maxAttempts, Duration timeLeft) {
        attempts.clear();
        results.clear();
        Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofMillis(150), 2, () -> random);
        UnaryCall call =
                new RetryCall(downstream, maxAttempts, Set.of(Code.UNAVAILABLE), backoff, budget, () -> unaffordable++);
        CallContext context = new CallContext(loop, loop.nanoTime() + timeLeft.toNanos(), Headers.NONE);
        return call.start(context, new byte[0], results::add);
    }

    private Cancellable start(int maxAttempts) {
        return start(maxAttempts, Duration.ofSeconds(1));
    }

    private void advance(long millis) {
        loop.advance(Duration.ofMillis(millis));
    }

    private static Failure with(Again again) {
        return new Failure(Code.UNAVAILABLE, "failed with UNAVAILABLE", null, again);
    }

    @Test
    void anAnswerIsHandedOn() {
        start(2);
        attempt.accept(ANSWER);
        assertThat(results).containsExactly(ANSWER);
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void triesAgainAfterAPauseAndSaysWhichAttemptItIs() {
        start(2);
        attempt.accept(AWAY);
        advance(49);
        assertThat(attempts).hasSize(1);
        advance(1);
        attempt.accept(ANSWER);
        assertThat(attempts).extracting(CallContext::attempt).containsExactly(1, 2);
        assertThat(results).containsExactly(ANSWER);
    }

    @Test
    void theLastAttemptsFailureIsTheCalls() {
        start(2);
        attempt.accept(AWAY);
        advance(50);
        attempt.accept(AWAY);
        assertThat(results).containsExactly(AWAY);
        advance(1000);
        assertThat(attempts).hasSize(2);
    }

    @Test
    void pausesGrowUpToTheLongest() {
        start(5);
        for (long pause : List.of(50, 100, 150, 150)) {
            int before = attempts.size();
            attempt.accept(AWAY);
            advance(pause - 1);
            assertThat(attempts).hasSize(before);
            advance(1);
            assertThat(attempts).hasSize(before + 1);
            budget.answered();
        }
    }

    @Test
    void theJitterIsFull() {
        random = 0;
        start(2);
        attempt.accept(AWAY);
        assertThat(attempts).as("never on the failure's own stack").hasSize(1);
        advance(0);
        assertThat(attempts).hasSize(2);
    }

    @Test
    void otherFailuresAreFinalAndCostNothing() {
        for (Code code : List.of(Code.NOT_FOUND, Code.INTERNAL, Code.DEADLINE_EXCEEDED, Code.RESOURCE_EXHAUSTED)) {
            start(2);
            attempt.accept(new Failure(code, "failed"));
            assertThat(results).hasSize(1);
        }
        assertThat(budget.tokens()).isEqualTo(10);
    }

    @Test
    void aPauseThatTheCallHasNoTimeForIsNotMade() {
        start(2, Duration.ofMillis(50));
        attempt.accept(AWAY);
        assertThat(results).containsExactly(AWAY);
        start(2, Duration.ofMillis(51));
        attempt.accept(AWAY);
        assertThat(results).isEmpty();
        advance(50);
        assertThat(attempts).hasSize(2);
    }

    @Test
    void whatWeftItselfTurnedAwayIsNotTriedAgain() {
        start(2);
        attempt.accept(Failure.refused(Code.UNAVAILABLE, "circuit breaker open"));
        assertThat(results).hasSize(1);
        assertThat(budget.tokens()).isEqualTo(10);
    }

    @Test
    void theDownstreamSaysWhen() {
        start(2);
        attempt.accept(with(new Again.After(Duration.ofMillis(700).toNanos())));
        advance(699);
        assertThat(attempts).hasSize(1);
        advance(1);
        assertThat(attempts).hasSize(2);

        start(2);
        attempt.accept(with(new Again.After(Duration.ofSeconds(1).toNanos())));
        assertThat(results).as("too late for this call").hasSize(1);

        start(2);
        attempt.accept(with(new Again.Never()));
        assertThat(results).as("never").hasSize(1);
    }

    @Test
    void aDeadDownstreamSeesAFewCallsMoreAndNoMore() {
        int seen = 0;
        for (int i = 0; i < 100; i++) {
            start(2);
            attempt.accept(AWAY);
            advance(50);
            if (attempts.size() == 2) {
                attempt.accept(AWAY);
            }
            assertThat(results).hasSize(1);
            seen += attempts.size();
        }
        assertThat(seen).isBetween(101, 105);
        assertThat(unaffordable).isEqualTo(200 - seen);
    }

    @Test
    void whatIsLostWithItsConnectionIsMadeAgainButNotForEver() {
        int seen = 0;
        for (int i = 0; i < 100; i++) {
            start(2);
            attempt.accept(Failure.lost("connection lost"));
            advance(50);
            if (attempts.size() == 2) {
                attempt.accept(Failure.lost("connection lost"));
            }
            seen += attempts.size();
        }
        assertThat(seen).as("twenty losses, two by two").isEqualTo(110);
        assertThat(budget.tokens()).as("no sign that it bears no more").isEqualTo(10);
        start(2);
        attempt.accept(ANSWER);
        start(2);
        attempt.accept(Failure.lost("connection lost"));
        advance(50);
        assertThat(attempts).as("it is there again").hasSize(2);
    }

    @Test
    void answersFillTheBudgetAgain() {
        for (int i = 0; i < 10; i++) {
            budget.failed();
        }
        for (int i = 0; i < 60; i++) {
            start(2);
            attempt.accept(ANSWER);
        }
        assertThat(budget.tokens()).isEqualTo(6);
        start(2);
        attempt.accept(AWAY);
        assertThat(results).as("5 of 10 is not more than half").hasSize(1);
        for (int i = 0; i < 11; i++) {
            start(2);
            attempt.accept(ANSWER);
        }
        start(2);
        attempt.accept(AWAY);
        assertThat(results).isEmpty();
    }

    @Test
    void givingUpEndsTheAttemptOrTheWait() {
        Cancellable call = start(2);
        call.cancel();
        assertThat(cancelled).isEqualTo(1);

        Cancellable waiting = start(2);
        attempt.accept(AWAY);
        waiting.cancel();
        assertThat(loop.pendingTimers()).isZero();
        advance(1000);
        assertThat(attempts).hasSize(1);
        assertThat(results).isEmpty();
    }

    @Test
    void anAttemptThatEndsBeforeItHasBegunIsStillOnlyOne() {
        List<Integer> made = new ArrayList<>();
        UnaryCall immediate = (context, request, done) -> {
            made.add(context.attempt());
            done.accept(AWAY);
            return () -> cancelled++;
        };
        Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofMillis(150), 2, () -> random);
        Cancellable call = new RetryCall(immediate, 3, Set.of(Code.UNAVAILABLE), backoff, budget, () -> unaffordable++)
                .start(
                        new CallContext(loop, loop.nanoTime() + 1_000_000_000L, Headers.NONE),
                        new byte[0],
                        results::add);
        call.cancel();
        assertThat(cancelled).as("the wait is given up, not what has ended").isZero();
        assertThat(loop.pendingTimers()).isZero();
        assertThat(made).containsExactly(1);
    }
}
