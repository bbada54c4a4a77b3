package dev.weft.downstream;

import dev.weft.plan.MethodName;
import dev.weft.plan.Read;
import dev.weft.plan.Target;
import dev.weft.transcoding.JsonMapping;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One downstream: its connections, and what its methods share. */
final class Downstream implements AutoCloseable {
    private final DownstreamSettings settings;
    private final Transport transport;
    private final Optional<CircuitBreaker> breaker;
    private final Map<MethodName, FairTime> fairTimes = new ConcurrentHashMap<>();

    Downstream(DownstreamSettings settings, EventLoops loops, JsonMapping json, Clock clock) {
        this.settings = settings;
        try {
            this.breaker = settings.breaker().map(breaker -> Breakers.of(settings.name(), breaker, clock));
            this.transport = Transport.open(settings, loops, json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("downstream " + settings.name() + ": " + e.getMessage(), e);
        }
    }

    /** A method of it, whose answers come with their {@code reads} read, and all that a call of it passes, outermost first. */
    UnaryCall call(Target target, List<Read> reads) {
        return CallStack.of(
                List.of(
                        // It counts what was really sent, each attempt on its own.
                        inner -> breaker.<UnaryCall>map(open -> new BreakerCall(inner, open, fairTime(target.method())))
                                .orElse(inner),
                        // Inside the breaker, which is to see how much time the page had given the call.
                        inner -> new TimeoutCall(inner, settings.timeout()),
                        // Inside the breaker, to which a damaged answer is a failure.
                        inner -> new CheckedCall(inner, reads)),
                transport.call(target));
    }

    /** One for each method, whichever pages call it. */
    private FairTime fairTime(MethodName method) {
        Duration least = settings.breaker().orElseThrow().fairTime();
        return fairTimes.computeIfAbsent(method, key -> new FairTime(least, settings.timeout()));
    }

    @Override
    public void close() {
        transport.close();
    }
}
