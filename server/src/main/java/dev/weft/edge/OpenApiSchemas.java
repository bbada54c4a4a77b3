package dev.weft.edge;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.schema.Comments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON of messages (protobuf.dev/programming-guides/json), as JSON Schema describes it: each type once, by its full name. */
final class OpenApiSchemas {
    private static final String ERROR = "Error";

    private final Comments comments;
    private final Map<String, Object> schemas = new TreeMap<>();

    OpenApiSchemas(Comments comments) {
        this.comments = comments;
    }

    /** Every type that was asked for, and those that they refer to. */
    Map<String, Object> all() {
        return schemas;
    }

    /** Whether a field's JSON is an object with fields of its own. */
    static boolean isObject(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && OpenApiTypes.wellKnown(field.getMessageType()) == null;
    }

    /** The JSON of a message. */
    Map<String, Object> message(Descriptor type) {
        Map<String, Object> wellKnown = OpenApiTypes.wellKnown(type);
        if (wellKnown != null) {
            return wellKnown;
        }
        if (!schemas.containsKey(type.getFullName())) {
            Map<String, Object> schema = new LinkedHashMap<>();
            // Before its fields, of which one may lead back here.
            schemas.put(type.getFullName(), schema);
            describe(type, schema);
        }
        return reference(type.getFullName());
    }

    private void describe(Descriptor type, Map<String, Object> schema) {
        schema.put("type", "object");
        comments.of(type).ifPresent(comment -> schema.put("description", comment));
        Map<String, Object> properties = new LinkedHashMap<>();
        type.getFields().forEach(field -> properties.put(field.getJsonName(), field(field)));
        schema.put("properties", properties);
    }

    /** The JSON of a field, with what is said of it. */
    Map<String, Object> field(FieldDescriptor field) {
        Map<String, Object> schema = new LinkedHashMap<>(value(field));
        comments.of(field).ifPresent(comment -> schema.put("description", comment));
        if (field.getOptions().getDeprecated()) {
            schema.put("deprecated", true);
        }
        return schema;
    }

    /** The JSON of a field. */
    Map<String, Object> value(FieldDescriptor field) {
        if (field.isMapField()) {
            FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
            return Map.of("type", "object", "additionalProperties", single(value));
        }
        return field.isRepeated() ? Map.of("type", "array", "items", single(field)) : single(field);
    }

    private Map<String, Object> single(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> message(field.getMessageType());
            case ENUM -> enumeration(field.getEnumType());
            default -> OpenApiTypes.scalar(field);
        };
    }

    private Map<String, Object> enumeration(EnumDescriptor type) {
        if (type.getFullName().equals("google.protobuf.NullValue")) {
            return Map.of("type", "null");
        }
        schemas.computeIfAbsent(type.getFullName(), name -> {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "string");
            schema.put("description", values(type));
            schema.put(
                    "enum",
                    type.getValues().stream().map(EnumValueDescriptor::getName).toList());
            return schema;
        });
        return reference(type.getFullName());
    }

    private String values(EnumDescriptor type) {
        List<String> lines = new ArrayList<>();
        comments.of(type).ifPresent(comment -> lines.add(comment + "\n"));
        for (EnumValueDescriptor value : type.getValues()) {
            lines.add("- `" + value.getName() + "`"
                    + comments.of(value)
                            .map(comment -> ": " + comment.replace("\n", " "))
                            .orElse(""));
        }
        return String.join("\n", lines);
    }

    /** The JSON of an error. */
    Map<String, Object> error() {
        schemas.computeIfAbsent(ERROR, name -> OpenApiTypes.error());
        return reference(ERROR);
    }

    private static Map<String, Object> reference(String name) {
        return Map.of("$ref", "#/components/schemas/" + name);
    }
}
