package dev.weft.telemetry;

import dev.weft.downstream.CallListener;
import dev.weft.downstream.MethodListener;
import dev.weft.plan.MethodName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts calls, method by method, and what Redis and the retry budgets are for them. What is counted apart is bounded by what is declared and configured. */
final class CallMeters implements CallListener {
    private final MeterRegistry registry;
    private final ConcurrentMap<String, Counter> unaffordable = new ConcurrentHashMap<>();
    private final ConcurrentMap<Memory, Counter> redis = new ConcurrentHashMap<>();

    CallMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public MethodListener method(String downstream, MethodName method) {
        return new MethodMeters(registry, downstream, method);
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
    public void looked(Memory memory) {
        redis.computeIfAbsent(
                        memory,
                        it -> Counter.builder("weft.redis.lookups")
                                .description("Looks for answers in Redis, by what was found")
                                .tag("result", name(it))
                                .register(registry))
                .increment();
    }

    /** What it is called in metrics. */
    static String name(Memory memory) {
        return memory.name().toLowerCase(Locale.ROOT);
    }
}
