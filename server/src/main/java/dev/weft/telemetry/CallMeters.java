package dev.weft.telemetry;

import com.google.rpc.Code;
import dev.weft.downstream.CallListener;
import dev.weft.plan.MethodName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Counts attempts of calls, and what memory was for them. What is counted apart is bounded by what is declared and configured. */
final class CallMeters implements CallListener {
    private final MeterRegistry registry;
    private final ConcurrentMap<AttemptEnd, Timer> attempts = new ConcurrentHashMap<>();
    private final ConcurrentMap<Look, Counter> looks = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Counter> unaffordable = new ConcurrentHashMap<>();
    private final ConcurrentMap<Memory, Counter> redis = new ConcurrentHashMap<>();

    CallMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    private record AttemptEnd(String downstream, MethodName method, int number, boolean refused, Code code) {}

    private record Look(String downstream, MethodName method, Memory memory) {}

    @Override
    public void attempted(Attempt attempt) {
        AttemptEnd end = new AttemptEnd(
                attempt.downstream(), attempt.method(), attempt.number(), attempt.refused(), attempt.code());
        attempts.computeIfAbsent(end, this::timer).record(attempt.tookNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void unaffordable(String downstream) {
        unaffordable
                .computeIfAbsent(
                        downstream,
                        name -> Counter.builder("weft.downstream.retries.unaffordable")
                                .description(
                                        "Calls that failed and were not made again, for the downstream's retry budget")
                                .tag("downstream", name)
                                .register(registry))
                .increment();
    }

    @Override
    public void looked(String downstream, MethodName method, Memory memory) {
        looks.computeIfAbsent(new Look(downstream, method, memory), this::counter)
                .increment();
    }

    @Override
    public void looked(Memory memory) {
        redis.computeIfAbsent(
                        memory,
                        it -> Counter.builder("weft.redis.lookups")
                                .description("Looks for answers in Redis, by what was found")
                                .tag("result", name(it))
                                .register(registry))
                .increment();
    }

    private Timer timer(AttemptEnd end) {
        return Durations.timer(
                        "weft.downstream.attempts", "Attempts of calls, by how they ended, and how long they took")
                .tag("downstream", end.downstream())
                .tag("method", end.method().toString())
                .tag("attempt", String.valueOf(end.number()))
                .tag("outcome", end.refused() ? "REFUSED" : end.code().name())
                .register(registry);
    }

    private Counter counter(Look look) {
        return Counter.builder("weft.cache.lookups")
                .description("Calls that can be answered from memory, by what was found there")
                .tag("downstream", look.downstream())
                .tag("method", look.method().toString())
                .tag("result", name(look.memory()))
                .register(registry);
    }

    private static String name(Memory memory) {
        return memory.name().toLowerCase(Locale.ROOT);
    }
}
