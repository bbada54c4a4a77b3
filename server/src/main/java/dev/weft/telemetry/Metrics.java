package dev.weft.telemetry;

import dev.weft.downstream.AnswerCache;
import dev.weft.downstream.CallListener;
import dev.weft.downstream.DownstreamState;
import dev.weft.execution.PageListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Everything that is counted, and its text for Prometheus. Safe for use by many threads. */
public final class Metrics {
    private final PrometheusMeterRegistry registry = registry();

    /** One whose classes are loaded: the first page would otherwise wait for that, on its loop. */
    private static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry rehearsal = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Durations.timer("rehearsal", "Of no meaning").register(rehearsal).record(Duration.ofMillis(1));
        Counter.builder("rehearsals").register(rehearsal).increment();
        rehearsal.close();
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    /** Begins to load, in the background, what takes a while: good to call before there is anything to count. */
    public static void preload() {
        Thread thread = new Thread(Metrics::registry, "weft-preload-metrics");
        thread.setDaemon(true);
        thread.start();
    }

    /** What counts pages. */
    public PageListener pages() {
        return new PageMeters(registry);
    }

    /** What counts calls. */
    public CallListener calls() {
        return new CallMeters(registry);
    }

    /** Shows, at each look, how these do. They are kept as long as this is. */
    public void watch(List<? extends DownstreamState> downstreams, AnswerCache cache) {
        downstreams.forEach(downstream -> new DownstreamGauges(downstream).register(registry));
        Gauge.builder("weft.cache.size", cache, AnswerCache::bytes)
                .description("What the answers that are remembered in this process take")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("weft.cache.fetches", cache, AnswerCache::flights)
                .description("Calls under way that are made for all who want the same")
                .register(registry);
    }

    /** Shows, at each look, how many pages are being answered. */
    public void watch(LongSupplier pagesInFlight) {
        Gauge.builder("weft.pages.in.flight", pagesInFlight, LongSupplier::getAsLong)
                .description("Requests for pages that have come in and are not answered to the last byte")
                .strongReference(true)
                .register(registry);
    }

    /** All of it, in Prometheus' text format, version 0.0.4. */
    public String text() {
        return registry.scrape();
    }
}
