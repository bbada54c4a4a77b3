package dev.weft.edge;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Schema of the types whose JSON form is fixed: scalars, well-known messages, errors. */
final class OpenApiTypes {
    private OpenApiTypes() {}

    static Map<String, Object> scalar(FieldDescriptor field) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 -> Map.of("type", "integer", "format", "int32");
            case UINT32, FIXED32 -> Map.of("type", "integer", "minimum", 0, "maximum", 4294967295L);
            // JSON's readers know no more than 53 bits of a number.
            case INT64, SINT64, SFIXED64 -> Map.of("type", "string", "format", "int64");
            case UINT64, FIXED64 -> Map.of("type", "string", "format", "uint64");
            case FLOAT -> Map.of("type", "number", "format", "float");
            case DOUBLE -> Map.of("type", "number", "format", "double");
            case BOOL -> Map.of("type", "boolean");
            case BYTES -> Map.of("type", "string", "contentEncoding", "base64");
            default -> Map.of("type", "string");
        };
    }

    /** Of a message that has a form of its own in JSON; null when it has none. */
    static @Nullable Map<String, Object> wellKnown(Descriptor type) {
        return switch (type.getFullName()) {
            case "google.protobuf.Timestamp" -> Map.of("type", "string", "format", "date-time");
            case "google.protobuf.Duration" -> Map.of("type", "string", "pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$");
            case "google.protobuf.FieldMask" -> Map.of("type", "string");
            case "google.protobuf.Struct" -> Map.of("type", "object", "additionalProperties", true);
            case "google.protobuf.ListValue" -> Map.of("type", "array", "items", Map.of());
            case "google.protobuf.Value" -> Map.of();
            case "google.protobuf.Any" -> any();
            case "google.protobuf.DoubleValue",
                    "google.protobuf.FloatValue",
                    "google.protobuf.Int64Value",
                    "google.protobuf.UInt64Value",
                    "google.protobuf.Int32Value",
                    "google.protobuf.UInt32Value",
                    "google.protobuf.BoolValue",
                    "google.protobuf.StringValue",
                    "google.protobuf.BytesValue" -> orNull(scalar(type.findFieldByNumber(1)));
            default -> null;
        };
    }

    private static Map<String, Object> any() {
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of("@type", Map.of("type", "string")),
                "additionalProperties",
                true);
    }

    private static Map<String, Object> orNull(Map<String, Object> scalar) {
        Map<String, Object> wrapped = new LinkedHashMap<>(scalar);
        wrapped.computeIfPresent("type", (key, type) -> List.of(type, "null"));
        return wrapped;
    }

    /** AIP-193. */
    static Map<String, Object> error() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", Map.of("type", "integer", "format", "int32", "description", "The HTTP status."));
        fields.put("status", Map.of("type", "string", "description", "The code's name, of google.rpc.Code."));
        fields.put("message", Map.of("type", "string", "description", "What went wrong, for developers."));
        fields.put("details", Map.of("type", "array", "items", any()));
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", "object");
        error.put("required", List.of("code", "status", "message"));
        error.put("properties", fields);
        return Map.of("type", "object", "required", List.of("error"), "properties", Map.of("error", error));
    }
}
