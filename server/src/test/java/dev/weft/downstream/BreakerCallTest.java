package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
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
    private final TestLoop loop = new TestLoop();
    private final FakeCall downstream = new FakeCall();
    private final CircuitBreaker breaker = Breakers.of("users", Settings.breaker(WAIT), clock);
    private final UnaryCall call = new BreakerCall(downstream, breaker);
    private final List<CallResult> results = new ArrayList<>();

    private Cancellable start() {
        return call.start(new CallContext(loop, loop.now + 1_000_000, Headers.NONE), new byte[0], results::add);
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
        assertThat(results).containsExactly(new Failure(Code.UNAVAILABLE, "circuit breaker open"));
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
                .containsExactly(new Failure(Code.UNAVAILABLE, "circuit breaker open"));
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
            loop.now += 1_000_000;
            hanging.cancel();
        }
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void slowCallsOpenItToo() {
        for (int i = 0; i < 4; i++) {
            start();
            loop.now += Duration.ofSeconds(61).toNanos();
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

    private static final class TestLoop implements Loop {
        private long now = 1_000_000_000;

        @Override
        public int index() {
            return 0;
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Cancellable schedule(Runnable task, long delayNanos) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nanoTime() {
            return now;
        }
    }
}
