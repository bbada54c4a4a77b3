package dev.weft.telemetry;

import com.google.rpc.Code;
import dev.weft.execution.CallReport;
import dev.weft.execution.PageListener;
import dev.weft.execution.PageReport;
import dev.weft.plan.MethodName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Counts pages by how they ended, and their calls by what became of them. What is counted apart is bounded by what is declared. */
final class PageMeters implements PageListener {
    private final MeterRegistry registry;
    private final ConcurrentMap<PageEnd, Timer> pages = new ConcurrentHashMap<>();
    private final ConcurrentMap<CallEnd, Counter> calls = new ConcurrentHashMap<>();

    PageMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    // Nothing of these is put together for each page: only what is new costs something. Both are looked up for each, so
    // their hashing is written out: a record's own is made of method handles, which are not always inlined.
    private record PageEnd(MethodName page, String outcome, Code code) {
        @Override
        public int hashCode() {
            return 31 * (31 * page.hashCode() + outcome.hashCode()) + code.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof PageEnd end
                    && page.equals(end.page)
                    && outcome.equals(end.outcome)
                    && code == end.code;
        }
    }

    private record CallEnd(MethodName page, String call, String outcome) {
        @Override
        public int hashCode() {
            return 31 * (31 * page.hashCode() + call.hashCode()) + outcome.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof CallEnd end
                    && page.equals(end.page)
                    && call.equals(end.call)
                    && outcome.equals(end.outcome);
        }
    }

    @Override
    public void ended(PageReport report) {
        MethodName page = report.plan().name();
        pages.computeIfAbsent(new PageEnd(page, outcome(report), report.code()), this::timer)
                .record(report.tookNanos(), TimeUnit.NANOSECONDS);
        for (CallReport call : report.calls()) {
            calls.computeIfAbsent(new CallEnd(page, call.name(), OutcomeName.of(call.outcome())), this::counter)
                    .increment();
        }
    }

    private static String outcome(PageReport report) {
        if (report.code() != Code.OK) {
            return "FAILED";
        }
        return report.complete() ? "COMPLETE" : "PARTIAL";
    }

    private Timer timer(PageEnd end) {
        return Durations.timer("weft.pages", "Pages, by how they ended, and how long they took")
                .tag("page", end.page().toString())
                .tag("outcome", end.outcome())
                .tag("code", end.code().name())
                .register(registry);
    }

    private Counter counter(CallEnd end) {
        return Counter.builder("weft.page.calls")
                .description("Calls of pages, by what became of them")
                .tag("page", end.page().toString())
                .tag("call", end.call())
                .tag("outcome", end.outcome())
                .register(registry);
    }
}
