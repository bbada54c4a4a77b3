package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.Cancellable;
import dev.weft.loop.FakeLoop;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BreakerCallTest {
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final TestClock clock = new TestClock();
    private final FakeLoop loop = new FakeLoop();
    private final FakeCall downstream = new FakeCall();
    private final CircuitBreaker breaker = Breakers.of("users", Settings.breaker(WAIT), clock);
    private final FairTime fairTime = new FairTime(Duration.ofMillis(200), Duration.ofSeconds(3));
    private final UnaryCall call = new BreakerCall(downstream, breaker, new BreakerLog("users", breaker), fairTime);
    private final List<CallResult> results = new ArrayList<>();

    private Cancellable start() {
        return start(Duration.ofSeconds(3));
    }

    private Cancellable start(Duration timeLeft) {
        CallContext context = new CallContext(loop, loop.nanoTime() + timeLeft.toNanos(), Headers.NONE);
        return call.start(context, new byte[0], results::add);
    }

    /** Four calls, enough to open it, each of which runs out of the time that it had. */
    private void runOut(Duration timeLeft) {
        for (int i = 0; i < 4; i++) {
            start(timeLeft);
            loop.advance(timeLeft);
            downstream.finish(new Failure(Code.DEADLINE_EXCEEDED, "no answer in time"));
        }
    }

    private void answerAfter(Duration time) {
        start();
        loop.advance(time);
        downstream.finish(new Answer(new byte[0]));
    }

    private void finish(CallResult result) {
        start();
        downstream.finish(result);
    }

    private void open() {
        for (int i = 0; i < 4; i++) {
            finish(new Failure(Code.UNAVAILABLE, "connection refused"));
        }
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        results.clear();
    }

    @Test
    void opensAndTurnsCallsAwayAtOnce() {
        open();
        int before = downstream.started;
        start();
        assertThat(results).containsExactly(Failure.refused(Code.UNAVAILABLE, "circuit breaker open"));
        assertThat(downstream.started).isEqualTo(before);
    }

    @Test
    void closesAgainWhenTheProbeSucceeds() {
        open();
        clock.forward(WAIT.plusMillis(1));
        start();
        assertThat(results).as("the probe is under way").isEmpty();
        start();
        assertThat(results)
                .as("one probe at a time")
                .containsExactly(Failure.refused(Code.UNAVAILABLE, "circuit breaker open"));
        downstream.finish(new Answer(new byte[0]));
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void staysOpenWhenTheProbeFails() {
        open();
        clock.forward(WAIT.plusMillis(1));
        int before = downstream.started;
        finish(new Failure(Code.DEADLINE_EXCEEDED, "no answer within 1ms"));
        assertThat(downstream.started).isEqualTo(before + 1);
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void onlyWhatIsTheDownstreamsFaultCounts() {
        for (Code code : Code.values()) {
            if (code == Code.OK || code == Code.UNRECOGNIZED) {
                continue;
            }
            breaker.reset();
            for (int i = 0; i < 4; i++) {
                finish(new Failure(code, "failed"));
            }
            boolean fault = List.of(Code.UNAVAILABLE, Code.DEADLINE_EXCEEDED, Code.INTERNAL, Code.UNKNOWN)
                    .contains(code);
            assertThat(breaker.getState()).as(code.name()).isEqualTo(fault ? State.OPEN : State.CLOSED);
        }
    }

    @Test
    void callsFromBeforeItOpenedMakeNoRoomForProbes() {
        List<Cancellable> before = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            before.add(start());
        }
        open();
        clock.forward(WAIT.plusMillis(1));
        start();
        before.forEach(Cancellable::cancel);
        start();
        assertThat(results)
                .as("one probe at a time")
                .containsExactly(Failure.refused(Code.UNAVAILABLE, "circuit breaker open"));
    }

    @Test
    void callsFromBeforeItOpenedAreNoProbes() {
        start();
        Consumer<CallResult> fails = downstream.done;
        start();
        Consumer<CallResult> answers = downstream.done;
        open();
        clock.forward(WAIT.plusMillis(1));
        start();
        fails.accept(new Failure(Code.UNAVAILABLE, "connection reset"));
        answers.accept(new Answer(new byte[0]));
        assertThat(results).as("what came of them is passed on").hasSize(2);
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        downstream.finish(new Answer(new byte[0]));
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void aCancelledProbeMakesRoomForTheNext() {
        open();
        clock.forward(WAIT.plusMillis(1));
        Cancellable probe = start();
        probe.cancel();
        probe.cancel();
        assertThat(downstream.cancelled).isEqualTo(2);
        finish(new Answer(new byte[0]));
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void aCallLetGoWhenItsTimeWasUpIsAFailure() {
        for (int i = 0; i < 4; i++) {
            Cancellable hanging = start();
            loop.advance(Duration.ofSeconds(3));
            hanging.cancel();
        }
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void aClientInAHurryDoesNotOpenIt() {
        runOut(Duration.ofMillis(199));
        for (int i = 0; i < 4; i++) {
            Cancellable hanging = start(Duration.ofMillis(199));
            loop.advance(Duration.ofMillis(199));
            hanging.cancel();
        }
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
        assertThat(results).as("what came of it is said all the same").hasSize(4);
    }

    @Test
    void anOrdinaryDeadlineThatRunsOutOpensIt() {
        runOut(Duration.ofMillis(200));
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void twiceTheAverageIsFair() {
        answerAfter(Duration.ofMillis(400));
        breaker.reset();
        runOut(Duration.ofMillis(799));
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
        runOut(Duration.ofMillis(800));
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void theAverageForgets() {
        answerAfter(Duration.ofMillis(900));
        for (int i = 0; i < 40; i++) {
            answerAfter(Duration.ofMillis(10));
        }
        breaker.reset();
        runOut(Duration.ofMillis(200));
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void theWholeTimeoutIsFairHoweverLongAnswersTake() {
        answerAfter(Duration.ofMillis(2900));
        breaker.reset();
        runOut(Duration.ofSeconds(3));
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void aHastyProbeMakesRoomForTheNext() {
        open();
        clock.forward(WAIT.plusMillis(1));
        start(Duration.ofMillis(50));
        loop.advance(Duration.ofMillis(50));
        downstream.finish(new Failure(Code.DEADLINE_EXCEEDED, "no answer within 50ms"));
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        finish(new Answer(new byte[0]));
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void slowCallsOpenItToo() {
        for (int i = 0; i < 4; i++) {
            start();
            loop.advance(Duration.ofSeconds(61));
            downstream.finish(new Answer(new byte[0]));
        }
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void theWindowForgets() {
        for (int i = 0; i < 3; i++) {
            finish(new Failure(Code.UNAVAILABLE, "connection refused"));
        }
        clock.forward(Duration.ofSeconds(11));
        finish(new Failure(Code.UNAVAILABLE, "connection refused"));
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    private static final class FakeCall implements UnaryCall {
        private int started;
        private int cancelled;
        private Consumer<CallResult> done = result -> {};

        @Override
        public Cancellable start(CallContext context, byte[] request, Consumer<CallResult> done) {
            started++;
            this.done = done;
            return () -> cancelled++;
        }

        void finish(CallResult result) {
            done.accept(result);
        }
    }

    private static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
