package dev.weft.telemetry;

import com.google.rpc.Code;
import dev.weft.execution.CallReport;
import dev.weft.execution.PageReport;
import dev.weft.plan.MethodName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Counts one page and its calls. Nothing is put together for each request: only what is new costs something. Thread-safe. */
final class PageMeter {
    private final MeterRegistry registry;
    private final MethodName page;
    private final EndMeters<Code, Timer> complete;
    private final EndMeters<Code, Timer> partial;
    private final EndMeters<Code, Timer> failed;
    private final ConcurrentMap<String, EndMeters<OutcomeName, Counter>> calls = new ConcurrentHashMap<>();

    PageMeter(MeterRegistry registry, MethodName page) {
        this.registry = registry;
        this.page = page;
        this.complete = timers("COMPLETE");
        this.partial = timers("PARTIAL");
        this.failed = timers("FAILED");
    }

    void count(PageReport report) {
        timers(report).get(report.code()).record(report.tookNanos(), TimeUnit.NANOSECONDS);
        for (CallReport call : report.calls()) {
            calls.computeIfAbsent(call.name(), this::counters)
                    .get(OutcomeName.of(call.outcome()))
                    .increment();
        }
    }

    private EndMeters<Code, Timer> timers(PageReport report) {
        if (report.code() != Code.OK) {
            return failed;
        }
        return report.complete() ? complete : partial;
    }

    private EndMeters<Code, Timer> timers(String outcome) {
        return new EndMeters<>(
                Code.class,
                code -> Durations.timer("weft.pages", "Pages, by how they ended, and how long they took")
                        .tag("page", page.toString())
                        .tag("outcome", outcome)
                        .tag("code", code.name())
                        .register(registry));
    }

    private EndMeters<OutcomeName, Counter> counters(String call) {
        return new EndMeters<>(
                OutcomeName.class,
                outcome -> Counter.builder("weft.page.calls")
                        .description("Calls of pages, by what became of them")
                        .tag("page", page.toString())
                        .tag("call", call)
                        .tag("outcome", outcome.name())
                        .register(registry));
    }
}
