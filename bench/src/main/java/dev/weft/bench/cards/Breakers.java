package dev.weft.bench.cards;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.grpc.Status;
import java.time.Duration;
import java.util.Set;

/** A breaker for each service, set as Weft's defaults are. */
public record Breakers(CircuitBreaker users, CircuitBreaker orders, CircuitBreaker payments) {
    private static final Set<Status.Code> FAILURES =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.INTERNAL, Status.Code.UNKNOWN);

    /** Closed ones. */
    public static Breakers create() {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindow(10, 10, SlidingWindowType.TIME_BASED)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(5))
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordException(failure ->
                        FAILURES.contains(Status.fromThrowable(failure).getCode()))
                .build();
        return new Breakers(
                CircuitBreaker.of("users", config),
                CircuitBreaker.of("orders", config),
                CircuitBreaker.of("payments", config));
    }
}
