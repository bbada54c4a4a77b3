package dev.weft.downstream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.weft.transcoding.Decoded;
import dev.weft.transcoding.JsonMapping;
import dev.weft.transcoding.JsonNames;
import dev.weft.transcoding.JsonReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the body of an error in the form of AIP-193: {@code {"error": {"code": 404, "status": "NOT_FOUND", "message": …,
 * "details": […]}}}. Immutable, safe for use by many threads.
 */
final class HttpErrorBody {
    private static final Set<Code> NO_FAILURES = EnumSet.of(Code.OK, Code.UNRECOGNIZED);

    private final JsonFactory parsers = JsonNames.bounded().build();
    private final JsonReader details;

    HttpErrorBody(JsonMapping json) {
        this.details = json.reader(Any.getDescriptor());
    }

    /** The status that it says; empty when it is in another form. A detail that is of no known type is left out. */
    Optional<Status> read(byte[] body) {
        Status.Builder status = Status.newBuilder();
        try (JsonParser json = parsers.createParser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                readFields(json, (name, token) -> {
                    if (name.equals("error") && token == JsonToken.START_OBJECT) {
                        readError(json, body, status);
                    }
                });
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return status.getCode() == 0 ? Optional.empty() : Optional.of(status.build());
    }

    private void readError(JsonParser json, byte[] body, Status.Builder status) throws IOException {
        readFields(json, (name, token) -> {
            if (name.equals("status") && token == JsonToken.VALUE_STRING) {
                code(json.getText()).ifPresent(code -> status.setCode(code.getNumber()));
            } else if (name.equals("message") && token == JsonToken.VALUE_STRING) {
                status.setMessage(json.getText());
            } else if (name.equals("details") && token == JsonToken.START_ARRAY) {
                readDetails(json, body, status);
            }
        });
    }

    private void readDetails(JsonParser json, byte[] body, Status.Builder status) throws IOException {
        if (json.currentTokenLocation().getByteOffset() < 0) {
            // In UTF-16 or UTF-32, of which the parser does not say where it stands.
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            int start = (int) json.currentTokenLocation().getByteOffset();
            json.skipChildren();
            int end = (int) json.currentLocation().getByteOffset();
            detail(Arrays.copyOfRange(body, start, end)).ifPresent(status::addDetails);
        }
    }

    private Optional<Any> detail(byte[] json) throws InvalidProtocolBufferException {
        return details.read(json) instanceof Decoded.Message message
                ? Optional.of(Any.parseFrom(message.bytes()))
                : Optional.empty();
    }

    private static Optional<Code> code(String name) {
        return Arrays.stream(Code.values())
                .filter(code -> code.name().equals(name) && !NO_FAILURES.contains(code))
                .findFirst();
    }

    /** Visits the fields of the object that the parser is at the start of, up to its end. */
    private static void readFields(JsonParser json, Visitor visitor) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            visitor.visit(name, token);
            if (json.currentToken() == token) {
                json.skipChildren();
            }
        }
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(String name, JsonToken token) throws IOException;
    }
}
