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

/** Counts one page by how it ended, and its calls. No key is put together for a request. Thread-safe. */
final class PageMeter {
    private final MeterRegistry registry;
    private final MethodName page;
    private final ConcurrentMap<Code, Timer> complete = new ConcurrentHashMap<>();
    private final ConcurrentMap<Code, Timer> partial = new ConcurrentHashMap<>();
    private final ConcurrentMap<Code, Timer> failed = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CallMeter> calls = new ConcurrentHashMap<>();

    PageMeter(MeterRegistry registry, MethodName page) {
        this.registry = registry;
        this.page = page;
    }

    void count(PageReport report) {
        timer(report).record(report.tookNanos(), TimeUnit.NANOSECONDS);
        for (CallReport call : report.calls()) {
            calls.computeIfAbsent(call.name(), CallMeter::new).count(OutcomeName.of(call.outcome()));
        }
    }

    private Timer timer(PageReport report) {
        if (report.code() != Code.OK) {
            return failed.computeIfAbsent(report.code(), code -> timer("FAILED", code));
        }
        return report.complete()
                ? complete.computeIfAbsent(Code.OK, code -> timer("COMPLETE", code))
                : partial.computeIfAbsent(Code.OK, code -> timer("PARTIAL", code));
    }

    private Timer timer(String outcome, Code code) {
        return Durations.timer("weft.pages", "Pages, by how they ended, and how long they took")
                .tag("page", page.toString())
                .tag("outcome", outcome)
                .tag("code", code.name())
                .register(registry);
    }

    /** Counts one of its calls by what became of it. */
    private final class CallMeter {
        private final String call;
        private final ConcurrentMap<OutcomeName, Counter> outcomes = new ConcurrentHashMap<>();

        CallMeter(String call) {
            this.call = call;
        }

        void count(OutcomeName outcome) {
            outcomes.computeIfAbsent(outcome, this::counter).increment();
        }

        private Counter counter(OutcomeName outcome) {
            return Counter.builder("weft.page.calls")
                    .description("Calls of pages, by what became of them")
                    .tag("page", page.toString())
                    .tag("call", call)
                    .tag("outcome", outcome.name())
                    .register(registry);
        }
    }
}
