package dev.weft.bench.cards;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;

/** A breaker for each service, set as Weft's defaults are. */
public record Breakers(CircuitBreaker users, CircuitBreaker orders, CircuitBreaker payments) {
    /** Closed ones. */
    public static Breakers create() {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindow(10, 10, SlidingWindowType.TIME_BASED)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(5))
                .permittedNumberOfCallsInHalfOpenState(1)
                .build();
        return new Breakers(
                CircuitBreaker.of("users", config),
                CircuitBreaker.of("orders", config),
                CircuitBreaker.of("payments", config));
    }
}
