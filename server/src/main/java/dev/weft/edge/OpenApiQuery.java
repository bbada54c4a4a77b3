package dev.weft.edge;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.schema.Comments;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The query parameters of an operation: the request's fields that stand neither in the path nor in the body, those of messages with
 * dots. A type inside of itself is left out.
 *
 * @param taken the fields that stand elsewhere, by their paths as in the .proto
 */
record OpenApiQuery(Set<String> taken, OpenApiSchemas schemas, Comments comments) {
    void add(Descriptor request, List<Map<String, Object>> parameters) {
        add(request, "", "", new ArrayDeque<>(), parameters);
    }

    private void add(
            Descriptor message,
            String path,
            String name,
            Deque<Descriptor> around,
            List<Map<String, Object>> parameters) {
        around.push(message);
        for (FieldDescriptor field : message.getFields()) {
            String fieldPath = path + field.getName();
            String fieldName = name + field.getJsonName();
            if (taken.contains(fieldPath) || field.isMapField()) {
                continue;
            }
            if (!OpenApiSchemas.isObject(field)) {
                parameters.add(parameter(fieldName, field));
            } else if (!field.isRepeated() && !around.contains(field.getMessageType())) {
                add(field.getMessageType(), fieldPath + ".", fieldName + ".", around, parameters);
            }
        }
        around.pop();
    }

    private Map<String, Object> parameter(String name, FieldDescriptor field) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", "query");
        comments.of(field).ifPresent(comment -> parameter.put("description", comment));
        if (field.getOptions().getDeprecated()) {
            parameter.put("deprecated", true);
        }
        parameter.put("schema", schemas.value(field));
        return parameter;
    }
}
