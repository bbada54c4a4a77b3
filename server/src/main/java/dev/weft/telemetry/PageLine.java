package dev.weft.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.execution.CallReport;
import dev.weft.execution.Outcome;
import dev.weft.execution.Outcome.Cached;
import dev.weft.execution.Outcome.Failed;
import dev.weft.execution.Outcome.Fallback;
import dev.weft.execution.Outcome.Fresh;
import dev.weft.execution.Outcome.Skipped;
import dev.weft.execution.Outcome.Stale;
import dev.weft.execution.PageReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** What the log says of a page. Nothing of what the messages say is in it. */
record PageLine(PageReport report) implements JsonFields {
    private static final int THOUSAND = 1000;

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStringField("page", report.plan().name().toString());
        json.writeStringField("request_id", report.requestId());
        json.writeStringField("code", report.code().name());
        json.writeBooleanField("complete", report.complete());
        milliseconds("took_ms", report.tookNanos(), json);
        json.writeArrayFieldStart("calls");
        for (CallReport call : report.calls()) {
            call(call, json);
        }
        json.writeEndArray();
    }

    private static void call(CallReport call, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", call.name());
        json.writeStringField("method", call.method().toString());
        json.writeStringField("outcome", OutcomeName.of(call.outcome()).name());
        describe(call.outcome(), json);
        json.writeEndObject();
    }

    private static void describe(Outcome outcome, JsonGenerator json) throws IOException {
        if (outcome instanceof Fallback fallback) {
            describe(fallback.instead(), json);
        } else if (outcome instanceof Fresh fresh) {
            milliseconds("took_ms", fresh.tookNanos(), json);
        } else if (outcome instanceof Cached cached) {
            milliseconds("age_ms", cached.ageNanos(), json);
            milliseconds("took_ms", cached.tookNanos(), json);
        } else if (outcome instanceof Stale stale) {
            milliseconds("age_ms", stale.ageNanos(), json);
            milliseconds("took_ms", stale.tookNanos(), json);
        } else if (outcome instanceof Failed failed) {
            json.writeStringField("code", failed.code().name());
            json.writeStringField("cause", failed.cause());
            milliseconds("took_ms", failed.tookNanos(), json);
        } else if (outcome instanceof Skipped skipped) {
            json.writeStringField("cause", skipped.cause());
        }
    }

    /** To the microsecond, as {@code 3.104}: neither a double nor a BigDecimal is written as soon. */
    private static void milliseconds(String name, long nanos, JsonGenerator json) throws IOException {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        String thousandths = String.valueOf(micros % THOUSAND + THOUSAND);
        json.writeFieldName(name);
        json.writeNumber(micros / THOUSAND + "." + thousandths.substring(1));
    }

    /** For logging that was configured otherwise. */
    @Override
    public String toString() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
