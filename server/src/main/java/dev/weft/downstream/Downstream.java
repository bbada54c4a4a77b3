package dev.weft.downstream;

import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.downstream.CallStack.Layer;
import dev.weft.downstream.DownstreamSettings.Guards;
import dev.weft.downstream.DownstreamSettings.Retry;
import dev.weft.loop.EventLoops;
import dev.weft.plan.CacheRule;
import dev.weft.plan.Idempotency;
import dev.weft.plan.MethodName;
import dev.weft.plan.Target;
import dev.weft.transcoding.JsonMapping;
import dev.weft.wire.Projection;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** One downstream: its connections, and what its methods share. */
final class Downstream implements DownstreamState, AutoCloseable {
    /** The part of its time to live that an answer may lose, so that those that came together do not go together. */
    private static final double JITTER = 0.1;

    private final String name;
    private final Guards guards;
    private final AnswerCache cache;
    private final CallListener listener;
    private final Transport transport;
    private final Optional<RetryBudget> retryBudget;
    private final Bulkhead bulkhead;
    private final Optional<CircuitBreaker> breaker;
    private final Optional<BreakerLog> breakerLog;
    private final Map<MethodName, FairTime> fairTimes = new ConcurrentHashMap<>();

    /** The fingerprints of what is remembered: they are dear, and parts of pages are made while pages are answered. */
    private final Map<MethodDescriptor, String> declarations = new ConcurrentHashMap<>();

    Downstream(
            DownstreamSettings settings, EventLoops loops, JsonMapping json, AnswerCache cache, CallListener listener) {
        this.name = settings.name();
        this.guards = settings.guards();
        this.cache = cache;
        this.listener = listener;
        this.retryBudget = guards.retry()
                .map(retry -> new RetryBudget(retry.maxTokens(), retry.tokenRatio(), guards.maxConcurrentCalls()));
        this.bulkhead = new Bulkhead(guards.maxConcurrentCalls());
        try {
            this.breaker = guards.breaker()
                    .map(breaker -> Breakers.of(settings.name(), breaker, new ElapsedClock(System::nanoTime)));
            this.breakerLog = breaker.map(it -> new BreakerLog(settings.name(), it));
            this.transport = Transport.open(settings, loops, json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("downstream " + settings.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * A method of it, whose answers come as {@code check} reads them, and are remembered when there is a rule for it: all that
     * a call of it passes, outermost first.
     */
    UnaryCall call(Target target, AnswerCheck check, Optional<CacheRule> cached) {
        return CallStack.of(
                List.of(
                        // Outside of all: what is remembered is there when nothing below is, and many who want the same
                        // are one call.
                        cache(target, check, cached),
                        // Outside the breaker, which is to count each attempt.
                        retry(target),
                        // Inside the retry, to see each attempt; outside of what may turn it away.
                        observation(target),
                        // Inside the retry: who waits for the next attempt takes no place. Outside the breaker: that
                        // there was no place is no failure of the downstream's.
                        inner -> new BulkheadCall(inner, bulkhead),
                        // It counts what was really sent.
                        breaker(target),
                        // Inside the breaker, which is to see how much time the page had given the call; and inside the
                        // retry, so that each attempt has its own.
                        inner -> new TimeoutCall(inner, guards.timeout()),
                        // Inside the breaker, to which a damaged answer is a failure.
                        inner -> new CheckedCall(inner, check)),
                transport.call(target, isRepeated(target)));
    }

    /** A streaming method of it: all that a stream passes, innermost first. */
    StreamingCall stream(Target target, Projection response) {
        StreamingCall call = transport.stream(target);
        // Innermost of all, so that a damaged message is a failure to all of them.
        call = new CheckedStreamingCall(call, response);
        call = new TimedStreamingCall(call);
        if (breaker.isPresent()) {
            Duration patience = guards.breaker().orElseThrow().fairTime();
            call = new GuardedStreamingCall(call, new StreamBreaker(breaker.get(), breakerLog.orElseThrow(), patience));
        }
        // Outside the breaker: that there was no place is no failure of the downstream's.
        call = new GuardedStreamingCall(call, new StreamBulkhead(bulkhead));
        // Outside of what may turn a stream away.
        return new GuardedStreamingCall(call, new ObservedStreams(listener.method(name, target.method())));
    }

    private Layer observation(Target target) {
        return listener == CallListener.NONE
                ? inner -> inner
                : inner -> new ObservedCall(inner, listener.method(name, target.method()));
    }

    private Layer cache(Target target, AnswerCheck check, Optional<CacheRule> cached) {
        if (cached.isEmpty()) {
            return inner -> inner;
        }
        Remembering remembering = cache.remembering(target.method(), cached.get());
        String declared = declarations.computeIfAbsent(target.descriptor(), Fingerprint::of);
        CacheKeys keys = new CacheKeys(name, target, declared, remembering, cache.unkeyedHeaders());
        int attempts = guards.retry().map(Retry::maxAttempts).orElse(1);
        Duration patience = guards.timeout().multipliedBy(attempts);
        return inner -> new CachedCall(
                inner,
                check,
                cache,
                keys,
                remembering,
                patience,
                listener.method(name, target.method())::looked,
                () -> 1 - JITTER * ThreadLocalRandom.current().nextDouble());
    }

    private Layer retry(Target target) {
        if (!isRepeated(target)) {
            return inner -> inner;
        }
        Retry retry = guards.retry().orElseThrow();
        Backoff backoff = new Backoff(
                retry.initialBackoff(),
                retry.maxBackoff(),
                retry.backoffMultiplier(),
                () -> ThreadLocalRandom.current().nextDouble());
        return inner -> new RetryCall(
                inner,
                retry.maxAttempts(),
                retry.codes(),
                backoff,
                retryBudget.orElseThrow(),
                () -> listener.unaffordable(name));
    }

    private boolean isRepeated(Target target) {
        return guards.retry().isPresent() && target.idempotency() != Idempotency.UNKNOWN;
    }

    private Layer breaker(Target target) {
        if (breaker.isEmpty()) {
            return inner -> inner;
        }
        return inner -> new BreakerCall(inner, breaker.get(), breakerLog.orElseThrow(), fairTime(target.method()));
    }

    /** One for each method, whichever pages call it. */
    private FairTime fairTime(MethodName method) {
        Duration least = guards.breaker().orElseThrow().fairTime();
        return fairTimes.computeIfAbsent(method, key -> new FairTime(least, guards.timeout()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int underWay() {
        return bulkhead.taken();
    }

    @Override
    public Optional<Breaker> breaker() {
        return breaker.map(it -> switch (it.getState()) {
            case OPEN, FORCED_OPEN -> Breaker.OPEN;
            case HALF_OPEN -> Breaker.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> Breaker.CLOSED;
        });
    }

    @Override
    public OptionalDouble retryTokens() {
        return retryBudget.map(budget -> OptionalDouble.of(budget.tokens())).orElseGet(OptionalDouble::empty);
    }

    @Override
    public Optional<Addresses> addresses() {
        return transport.addresses();
    }

    @Override
    public void close() {
        transport.close();
    }
}
