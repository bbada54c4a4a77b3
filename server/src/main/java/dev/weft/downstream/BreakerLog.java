package dev.weft.downstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the log when a downstream's circuit breaker has another state. It looks, rather than listen to the breaker's events: as soon as
 * somebody listens, resilience4j makes an event, with the time of day in it, for every call. Safe for use by many threads.
 */
final class BreakerLog {
    private static final Logger LOG = LoggerFactory.getLogger(BreakerLog.class);

    private final String downstream;
    private final CircuitBreaker breaker;
    private final AtomicReference<State> known;

    BreakerLog(String downstream, CircuitBreaker breaker) {
        this.downstream = downstream;
        this.breaker = breaker;
        this.known = new AtomicReference<>(breaker.getState());
    }

    /** Looks at the state; after each thing that may have changed it. */
    void look() {
        State now = breaker.getState();
        State before = known.get();
        if (now != before && known.compareAndSet(before, now)) {
            LOG.warn("downstream {}: circuit breaker {}", downstream, now);
        }
    }
}
