package dev.weft.downstream;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import com.google.rpc.ErrorInfo;
import dev.weft.plan.Idempotency;
import dev.weft.plan.MethodName;
import dev.weft.plan.Target;
import dev.weft.schema.Schema;
import dev.weft.schema.SchemaException;
import dev.weft.transcoding.JsonLimits;
import dev.weft.transcoding.JsonMapping;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code library.v1.LibraryService} of {@code src/test/cases}, whose methods have google.api.http rules. */
final class Library {
    static final String SERVICE = "library.v1.LibraryService";
    static final JsonMapping JSON = new JsonMapping(
            name -> Optional.of(ErrorInfo.getDescriptor())
                    .filter(type -> type.getFullName().equals(name)),
            JsonLimits.DEFAULT);

    private static final Schema SCHEMA = schema();

    private Library() {}

    private static Schema schema() {
        String set = "/dev/weft/planner/cases.binpb";
        try (InputStream in = Objects.requireNonNull(Library.class.getResourceAsStream(set))) {
            return Schema.parse(Map.of(set, in.readAllBytes()));
        } catch (IOException | SchemaException e) {
            throw new IllegalStateException(e);
        }
    }

    static Target target(String method) {
        return target(method, Idempotency.UNKNOWN);
    }

    static Target target(String method, Idempotency idempotency) {
        return new Target(new MethodName(SERVICE, method), method(method), Optional.empty(), idempotency);
    }

    private static MethodDescriptor method(String name) {
        return SCHEMA.service(SERVICE).orElseThrow().findMethodByName(name);
    }

    static DownstreamSettings at(String target) {
        return of(Settings.connection(target), Headers.NONE);
    }

    static DownstreamSettings of(DownstreamSettings.Connection connection, Headers headers) {
        return new DownstreamSettings(
                "library", List.of(SERVICE), Settings.timeout(Duration.ofSeconds(3)), headers, connection);
    }

    /** A request of the method, from text format. */
    static byte[] request(String method, String text) throws TextFormat.ParseException {
        return message(method(method).getInputType(), text);
    }

    /** A response of the method, as text format. */
    static String response(String method, byte[] bytes) throws InvalidProtocolBufferException {
        return TextFormat.printer()
                .emittingSingleLine(true)
                .printToString(DynamicMessage.parseFrom(method(method).getOutputType(), bytes))
                .strip();
    }

    private static byte[] message(Descriptor type, String text) throws TextFormat.ParseException {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        TextFormat.merge(text, message);
        return message.build().toByteArray();
    }
}
