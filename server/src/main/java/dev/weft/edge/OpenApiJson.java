package dev.weft.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes maps, lists and words as JSON. */
final class OpenApiJson {
    private OpenApiJson() {}

    /** In UTF-8. */
    static byte[] write(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            write(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Map<?, ?> map) {
            writeObject(map, json);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(element, json);
            }
            json.writeEndArray();
        } else {
            json.writeObject(value);
        }
    }

    private static void writeObject(Map<?, ?> map, JsonGenerator json) throws IOException {
        json.writeStartObject();
        // Those of Map.of are in another order each time that the server starts.
        Map<?, ?> ordered = map instanceof LinkedHashMap<?, ?> ? map : new TreeMap<>(map);
        for (Map.Entry<?, ?> entry : ordered.entrySet()) {
            json.writeFieldName((String) entry.getKey());
            write(entry.getValue(), json);
        }
        json.writeEndObject();
    }
}
