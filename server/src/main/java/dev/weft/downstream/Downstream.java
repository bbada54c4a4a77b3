package dev.weft.downstream;

import dev.weft.plan.Idempotency;
import dev.weft.plan.MethodName;
import dev.weft.plan.Target;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** One downstream: its connections, and what its methods share. */
final class Downstream implements AutoCloseable {
    private final DownstreamSettings settings;
    private final GrpcChannels channels;
    private final RequestHeaders headers;
    private final Optional<CircuitBreaker> breaker;

    Downstream(DownstreamSettings settings, EventLoops loops, Clock clock) {
        this.settings = settings;
        try {
            this.headers = new RequestHeaders(settings.headers());
            this.breaker = settings.breaker().map(breaker -> Breakers.of(settings.name(), breaker, clock));
            this.channels = GrpcChannels.open(settings.connection(), loops);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("downstream " + settings.name() + ": " + e.getMessage(), e);
        }
    }

    /** A method of it, and all that a call of it passes, outermost first. */
    UnaryCall call(MethodName method) {
        return CallStack.of(
                List.of(
                        // Outside the breaker, which is to see the calls that took too long, and not those that had no
                        // time to
                        // begin with.
                        inner -> new TimeoutCall(inner, settings.timeout()),
                        // Next to the transport: it counts what was really sent, each attempt on its own.
                        inner -> breaker.<UnaryCall>map(open -> new BreakerCall(inner, open))
                                .orElse(inner)),
                new GrpcCall(channels, method, headers, settings.connection().maxResponseBytes()));
    }

    /** Whether what is called may be repeated: what the configuration says, otherwise what its .proto says. */
    Idempotency idempotency(Target target) {
        return settings.methods().getOrDefault(target.method(), target.idempotency());
    }

    @Override
    public void close() {
        channels.close();
    }
}
