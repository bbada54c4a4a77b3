package dev.weft.telemetry;

import dev.weft.execution.PageListener;
import dev.weft.execution.PageReport;
import dev.weft.plan.MethodName;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts pages by how they ended, and their calls by what became of them. What is counted apart is bounded by what is declared. */
final class PageMeters implements PageListener {
    private final MeterRegistry registry;
    private final ConcurrentMap<MethodName, PageMeter> pages = new ConcurrentHashMap<>();

    PageMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(PageReport report) {
        pages.computeIfAbsent(report.plan().name(), page -> new PageMeter(registry, page))
                .count(report);
    }
}
