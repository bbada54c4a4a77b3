package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.DownstreamSettings.Breaker;
import dev.weft.downstream.DownstreamSettings.Window;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.util.Set;

/** Makes the circuit breakers, one for each downstream. */
final class Breakers {
    /** The codes that say something is wrong with the downstream, rather than with what it was asked. */
    private static final Set<Code> FAILURES =
            Set.of(Code.UNAVAILABLE, Code.DEADLINE_EXCEEDED, Code.INTERNAL, Code.UNKNOWN);

    private Breakers() {}

    /** Whether the code says that something is wrong with the downstream. */
    static boolean isFailure(Code code) {
        return FAILURES.contains(code);
    }

    /** The breaker of a downstream. It takes a {@link Code} as the result of a call. */
    static CircuitBreaker of(String downstream, Breaker settings, Clock clock) {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .failureRateThreshold(settings.failureRateThreshold())
                .slowCallRateThreshold(settings.slowCallRateThreshold())
                .slowCallDurationThreshold(settings.slowCallDurationThreshold())
                .slidingWindow(
                        settings.slidingWindowSize(),
                        settings.minimumNumberOfCalls(),
                        settings.slidingWindowType() == Window.COUNT_BASED
                                ? SlidingWindowType.COUNT_BASED
                                : SlidingWindowType.TIME_BASED)
                .waitDurationInOpenState(settings.waitDurationInOpenState())
                .permittedNumberOfCallsInHalfOpenState(settings.permittedNumberOfCallsInHalfOpenState())
                .recordResult(FAILURES::contains)
                .writableStackTraceEnabled(false)
                .clock(clock)
                .build();
        return CircuitBreaker.of(downstream, config);
    }
}
