package dev.weft.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** One JSON object a line: time, level, logger, message, then the event's own key-value pairs. Safe for use by many threads. */
final class JsonLines {
    private final JsonFactory json = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    /** Appends the event's line, which is UTF-8 and ends with a line feed. */
    void write(ILoggingEvent event, OutputStream to) throws IOException {
        try (JsonGenerator generator = json.createGenerator(to)) {
            write(event, generator);
        } finally {
            to.write('\n');
        }
    }

    private static void write(ILoggingEvent event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("time", event.getInstant().toString());
        json.writeStringField("level", event.getLevel().toString());
        json.writeStringField("logger", event.getLoggerName());
        json.writeStringField("message", event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                write(pair, json);
            }
        }
        writeThrown(event.getThrowableProxy(), json);
        json.writeEndObject();
    }

    private static void writeThrown(IThrowableProxy thrown, JsonGenerator json) throws IOException {
        if (thrown != null) {
            json.writeStringField("thrown", ThrowableProxyUtil.asString(thrown));
        }
    }

    private static void write(KeyValuePair pair, JsonGenerator json) throws IOException {
        if (pair.value instanceof JsonFields fields) {
            fields.writeTo(json);
        } else if (pair.value instanceof Number || pair.value instanceof Boolean) {
            json.writeObjectField(pair.key, pair.value);
        } else {
            json.writeStringField(pair.key, String.valueOf(pair.value));
        }
    }
}
