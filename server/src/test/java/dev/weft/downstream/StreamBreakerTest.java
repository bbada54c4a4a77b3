package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.StreamGuard.Admitted;
import dev.weft.downstream.StreamGuard.Refused;
import dev.weft.downstream.StreamGuard.Watch;
import dev.weft.loop.FakeLoop;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StreamBreakerTest {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final FakeLoop loop = new FakeLoop();
    private final CircuitBreaker breaker =
            Breakers.of("feed", Settings.breaker(Duration.ofSeconds(5)), Clock.systemUTC());
    private final StreamBreaker guard = new StreamBreaker(breaker, new BreakerLog("feed", breaker), PATIENCE);

    private StreamGuard.Admission admit() {
        return guard.admit(new StreamContext(loop, OptionalLong.empty(), Headers.NONE));
    }

    private Watch begin() {
        return ((Admitted) admit()).watch();
    }

    private static Optional<Failure> failure(Code code) {
        return Optional.of(new Failure(code, "the test says so"));
    }

    @Test
    void streamsThatFailOpenIt() {
        for (int i = 0; i < 4; i++) {
            Watch stream = begin();
            stream.answered();
            loop.advance(Duration.ofHours(1));
            stream.ended(failure(Code.UNAVAILABLE));
        }
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        assertThat(((Refused) admit()).failure().cause()).isEqualTo("circuit breaker open");
    }

    @Test
    void thatTheTimeRanOutOrTheClientHasGoneSaysNothing() {
        for (int i = 0; i < 10; i++) {
            begin().ended(failure(Code.DEADLINE_EXCEEDED));
            begin().givenUp();
        }
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    @Test
    void theFirstMessageOfOneThatProbesClosesIt() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        Watch probe = begin();
        assertThat(admit()).isInstanceOf(Refused.class);
        probe.answered();
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
        probe.ended(failure(Code.UNAVAILABLE));
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void whatBeganBeforeItOpenedIsNoProbe() {
        Watch fails = begin();
        Watch ends = begin();
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        Watch probe = begin();
        fails.ended(failure(Code.UNAVAILABLE));
        ends.ended(Optional.empty());
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        probe.answered();
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void oneThatProbesInSilenceLetsAnotherTry() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        Watch silent = begin();
        assertThat(admit()).isInstanceOf(Refused.class);
        loop.advance(PATIENCE);
        Watch next = begin();
        silent.ended(failure(Code.UNAVAILABLE));
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        next.ended(failure(Code.UNAVAILABLE));
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }
}
