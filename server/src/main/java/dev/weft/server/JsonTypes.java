package dev.weft.server;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.rpc.ErrorDetailsProto;
import dev.weft.schema.Schema;
import dev.weft.transcoding.JsonLimits;
import dev.weft.transcoding.JsonMapping;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The JSON that is spoken: which types a google.protobuf.Any may be of in it. */
final class JsonTypes {
    private JsonTypes() {}

    /**
     * Those of the schema, and google.rpc's error details, which services send whether a page's files import them or not.
     *
     * @param depth how deep messages may be nested
     */
    static JsonMapping of(Schema schema, int depth) {
        Map<String, Descriptor> errors = ErrorDetailsProto.getDescriptor().getMessageTypes().stream()
                .collect(Collectors.toUnmodifiableMap(Descriptor::getFullName, Function.identity()));
        return new JsonMapping(
                name -> schema.message(name).or(() -> Optional.ofNullable(errors.get(name))),
                new JsonLimits(depth, JsonLimits.DEFAULT.violations()));
    }
}
