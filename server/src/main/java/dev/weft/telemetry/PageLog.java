package dev.weft.telemetry;

import dev.weft.execution.CallReport;
import dev.weft.execution.Outcome;
import dev.weft.execution.Outcome.Cached;
import dev.weft.execution.Outcome.Failed;
import dev.weft.execution.Outcome.Fallback;
import dev.weft.execution.Outcome.Fresh;
import dev.weft.execution.Outcome.NotNeeded;
import dev.weft.execution.Outcome.Skipped;
import dev.weft.execution.Outcome.Stale;
import dev.weft.execution.PageListener;
import dev.weft.execution.PageReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each page that has ended: how it ended, how long it took, and the same of every downstream call. Nothing of
 * what the messages say is in it.
 */
public final class PageLog implements PageListener {
    private static final Logger LOGGER = LoggerFactory.getLogger("weft.page");
    private static final double NANOS_PER_MILLISECOND = 1e6;

    @Override
    public void ended(PageReport report) {
        LOGGER.atInfo()
                .addKeyValue("page", report.plan().name().toString())
                .addKeyValue("request_id", report.requestId())
                .addKeyValue("code", report.code().name())
                .addKeyValue("complete", report.complete())
                .addKeyValue("took_ms", milliseconds(report.tookNanos()))
                .addKeyValue("calls", calls(report))
                .log("page");
    }

    private static List<Map<String, Object>> calls(PageReport report) {
        return report.calls().stream().map(PageLog::call).toList();
    }

    private static Map<String, Object> call(CallReport call) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", call.name());
        fields.put("method", call.method().toString());
        describe(call.outcome(), fields);
        return fields;
    }

    private static void describe(Outcome outcome, Map<String, Object> fields) {
        if (outcome instanceof Fallback fallback) {
            describe(fallback.instead(), fields);
            fields.put("outcome", "FALLBACK");
        } else if (outcome instanceof NotNeeded) {
            fields.put("outcome", "NOT_NEEDED");
        } else if (outcome instanceof Fresh fresh) {
            fields.put("outcome", "FRESH");
            fields.put("took_ms", milliseconds(fresh.tookNanos()));
        } else if (outcome instanceof Cached cached) {
            fields.put("outcome", "CACHED");
            fields.put("age_ms", milliseconds(cached.ageNanos()));
            fields.put("took_ms", milliseconds(cached.tookNanos()));
        } else if (outcome instanceof Stale stale) {
            fields.put("outcome", "STALE");
            fields.put("age_ms", milliseconds(stale.ageNanos()));
            fields.put("took_ms", milliseconds(stale.tookNanos()));
        } else if (outcome instanceof Failed failed) {
            fields.put("outcome", "FAILED");
            fields.put("code", failed.code().name());
            fields.put("cause", failed.cause());
            fields.put("took_ms", milliseconds(failed.tookNanos()));
        } else if (outcome instanceof Skipped skipped) {
            fields.put("outcome", "SKIPPED");
            fields.put("cause", skipped.cause());
        }
    }

    private static double milliseconds(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLISECOND * 1000) / 1000.0;
    }
}
