package dev.weft.edge;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.schema.Comments;
import dev.weft.schema.Options;
import dev.weft.v1.Call;
import dev.weft.v1.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One binding of a method, as OpenAPI describes operations. */
record OpenApiOperation(
        MethodDescriptor method, HttpRule rule, OpenApiPath path, OpenApiSchemas schemas, Comments comments) {
    /** @param suffix tells the bindings of a method apart */
    Map<String, Object> describe(String suffix) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", method.getFullName() + suffix);
        operation.put("tags", List.of(method.getService().getFullName()));
        comments.of(method).ifPresent(comment -> {
            operation.put("summary", comment.lines().findFirst().orElse(comment));
            operation.put("description", comment);
        });
        if (method.getOptions().getDeprecated()) {
            operation.put("deprecated", true);
        }
        operation.put("parameters", parameters());
        Map<String, Object> body = body();
        if (body != null) {
            operation.put("requestBody", Map.of("content", json(body)));
        }
        operation.put("responses", responses());
        return operation;
    }

    private List<Map<String, Object>> parameters() {
        List<Map<String, Object>> all = new ArrayList<>();
        path.parameters().forEach(parameter -> all.add(inPath(parameter)));
        if (!rule.getBody().equals("*")) {
            new OpenApiQuery(taken(), schemas, comments).add(method.getInputType(), all);
        }
        return all;
    }

    /** The fields that no query parameter sets, by their paths. */
    private Set<String> taken() {
        Set<String> taken = new HashSet<>(path.fields());
        if (!rule.getBody().isEmpty()) {
            taken.add(rule.getBody());
        }
        return taken;
    }

    private Map<String, Object> inPath(OpenApiPath.Parameter parameter) {
        FieldDescriptor field = field(parameter.field());
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", parameter.name());
        described.put("in", "path");
        described.put("required", true);
        String comment = field == null ? "" : comments.of(field).orElse("");
        String form = parameter.form().isEmpty() ? "" : "`" + parameter.field() + "` is `" + parameter.form() + "`.";
        String description = (comment + "\n\n" + form).strip();
        if (!description.isEmpty()) {
            described.put("description", description);
        }
        described.put(
                "schema",
                field == null || !parameter.form().isEmpty() ? Map.of("type", "string") : schemas.value(field));
        return described;
    }

    private @Nullable FieldDescriptor field(String path) {
        FieldDescriptor field = null;
        Descriptor message = method.getInputType();
        for (String name : path.split("\\.", -1)) {
            field = message == null ? null : message.findFieldByName(name);
            message = field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    ? field.getMessageType()
                    : null;
        }
        return field;
    }

    private @Nullable Map<String, Object> body() {
        if (rule.getBody().equals("*")) {
            return schemas.message(method.getInputType());
        }
        FieldDescriptor field = method.getInputType().findFieldByName(rule.getBody());
        return field == null ? null : schemas.field(field);
    }

    private Map<String, Object> responses() {
        FieldDescriptor field = method.getOutputType().findFieldByName(rule.getResponseBody());
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(
                "weft-partial",
                header("What the answer had to do without, separated by commas; absent when it is complete."));
        headers.put("x-request-id", header("The id of the request."));
        if (isReusable()) {
            headers.put("cache-control", header("How long the answer may be used again; no-store when it may not."));
            headers.put("etag", header("What to send as If-None-Match when asking again; absent when there is none."));
        }
        Map<String, Object> ok = new LinkedHashMap<>();
        ok.put("description", "The answer.");
        ok.put("headers", headers);
        ok.put("content", json(field == null ? schemas.message(method.getOutputType()) : schemas.field(field)));
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put("200", ok);
        if (isReusable()) {
            responses.put("304", Map.of("description", "The answer has the ETag that If-None-Match names."));
        }
        responses.put("default", Map.of("description", "What went wrong.", "content", json(schemas.error())));
        return responses;
    }

    /** Whether an answer may have an ETag: that of a GET, all of whose calls are remembered or may not be needed. */
    private boolean isReusable() {
        List<Call> calls = Options.page(method).map(Page::getCallList).orElse(List.of());
        return rule.hasGet()
                && calls.stream().anyMatch(Call::hasCache)
                && calls.stream().allMatch(call -> call.hasCache() || mayNotBeNeeded(call));
    }

    private boolean mayNotBeNeeded(Call call) {
        return !call.getOnlyIf().isEmpty()
                || (!call.getRequired() && method.getInputType().findFieldByName("read_mask") != null);
    }

    private static Map<String, Object> header(String description) {
        return Map.of("description", description, "schema", Map.of("type", "string"));
    }

    private static Map<String, Object> json(Map<String, Object> schema) {
        return Map.of("application/json", Map.of("schema", schema));
    }
}
