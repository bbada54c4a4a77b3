package dev.weft.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpStatus;
import dev.weft.transcoding.JsonMapping;
import dev.weft.transcoding.JsonWriter;
import dev.weft.transcoding.UnwritableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Errors as JSON (AIP-193): {@code {"error": {"code": 404, "status": "NOT_FOUND", "message": …, "details": […]}}}. */
final class ErrorJson {
    private final JsonFactory factory = new JsonFactory();
    private final JsonWriter details;

    /** @param mapping knows the types of details; one that it does not know is written as its bytes */
    ErrorJson(JsonMapping mapping) {
        this.details = mapping.writer(Any.getDescriptor());
    }

    /** The error, in UTF-8. */
    byte[] write(HttpStatus http, Status status) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeNumberField("code", http.code());
            json.writeStringField("status", name(status.getCode()));
            json.writeStringField("message", status.getMessage());
            json.writeArrayFieldStart("details");
            for (Any detail : status.getDetailsList()) {
                write(detail, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String name(int code) {
        Code known = Code.forNumber(code);
        return known == null ? Code.UNKNOWN.name() : known.name();
    }

    private void write(Any detail, JsonGenerator json) throws IOException {
        try {
            json.writeRawValue(new String(details.write(detail.toByteArray()), UTF_8));
        } catch (UnwritableException e) {
            // A downstream's detail is damaged: the error itself is worth more than nothing.
            return;
        }
    }
}
