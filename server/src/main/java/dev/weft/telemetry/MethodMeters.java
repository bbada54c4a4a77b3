package dev.weft.telemetry;

import com.google.rpc.Code;
import dev.weft.downstream.CallListener.Memory;
import dev.weft.downstream.MethodListener;
import dev.weft.plan.MethodName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts attempts of the calls of one method, and what memory was for them. */
final class MethodMeters implements MethodListener {
    private final MeterRegistry registry;
    private final String downstream;
    private final MethodName method;
    private final ConcurrentMap<AttemptEnd, Timer> attempts = new ConcurrentHashMap<>();
    private final ConcurrentMap<Memory, Counter> looks = new ConcurrentHashMap<>();

    /** Nearly every attempt is the first and is answered: that one is not looked up. Null until there was one. */
    private volatile @Nullable Timer answeredAtOnce;

    MethodMeters(MeterRegistry registry, String downstream, MethodName method) {
        this.registry = registry;
        this.downstream = downstream;
        this.method = method;
    }

    private record AttemptEnd(int number, boolean refused, Code code) {}

    @Override
    public void attempted(Attempt attempt) {
        timer(attempt).record(attempt.tookNanos(), TimeUnit.NANOSECONDS);
    }

    private Timer timer(Attempt attempt) {
        Timer usual = answeredAtOnce;
        boolean isUsual = attempt.code() == Code.OK && attempt.number() == 1;
        if (isUsual && usual != null) {
            return usual;
        }
        Timer timer = attempts.computeIfAbsent(
                new AttemptEnd(attempt.number(), attempt.refused(), attempt.code()), this::timer);
        if (isUsual) {
            answeredAtOnce = timer;
        }
        return timer;
    }

    @Override
    public void looked(Memory memory) {
        looks.computeIfAbsent(memory, this::counter).increment();
    }

    private Timer timer(AttemptEnd end) {
        return Durations.timer(
                        "weft.downstream.attempts", "Attempts of calls, by how they ended, and how long they took")
                .tag("downstream", downstream)
                .tag("method", method.toString())
                .tag("attempt", String.valueOf(end.number()))
                .tag("outcome", end.refused() ? "REFUSED" : end.code().name())
                .register(registry);
    }

    private Counter counter(Memory memory) {
        return Counter.builder("weft.cache.lookups")
                .description("Calls that can be answered from memory, by what was found there")
                .tag("downstream", downstream)
                .tag("method", method.toString())
                .tag("result", CallMeters.name(memory))
                .register(registry);
    }
}
