package dev.weft.edge;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.weft.schema.Comments;
import dev.weft.schema.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Describes the pages that are served as JSON (OpenAPI 3.1): from their descriptors and the comments in them, and from nothing else.
 * How a page is made is no part of it.
 */
final class OpenApi {
    private final Comments comments = new Comments();
    private final OpenApiSchemas schemas = new OpenApiSchemas(comments);
    private final Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
    private final Set<ServiceDescriptor> services = new LinkedHashSet<>();

    private OpenApi() {}

    /** The description of the methods that have a google.api.http rule, as JSON in UTF-8. */
    static byte[] describe(List<MethodDescriptor> methods) {
        OpenApi api = new OpenApi();
        methods.forEach(api::add);
        return OpenApiJson.write(api.document());
    }

    private void add(MethodDescriptor method) {
        Options.http(method).ifPresent(rule -> {
            services.add(method.getService());
            List<HttpRule> rules = new ArrayList<>(List.of(rule));
            rules.addAll(rule.getAdditionalBindingsList());
            for (int i = 0; i < rules.size(); i++) {
                add(method, rules.get(i), i == 0 ? "" : "_" + (i + 1));
            }
        });
    }

    private void add(MethodDescriptor method, HttpRule rule, String suffix) {
        OpenApiPath path = OpenApiPath.of(rule);
        OpenApiOperation operation = new OpenApiOperation(method, rule, path, schemas, comments);
        path.verb()
                .ifPresent(verb -> paths.computeIfAbsent(path.text(), text -> new LinkedHashMap<>())
                        .putIfAbsent(verb, operation.describe(suffix)));
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", title(), "version", version()));
        document.put("servers", List.of(Map.of("url", "/")));
        document.put("security", List.of());
        document.put("tags", services.stream().map(this::tag).toList());
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas.all()));
        return document;
    }

    private String title() {
        return services.isEmpty()
                ? "No pages"
                : services.stream().map(ServiceDescriptor::getName).distinct().collect(Collectors.joining(", "));
    }

    /** The packages say it: {@code v1} of {@code shop.v1}. */
    private String version() {
        return services.isEmpty()
                ? "0"
                : services.stream()
                        .map(service -> service.getFile().getPackage())
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    private Map<String, Object> tag(ServiceDescriptor service) {
        Map<String, Object> tag = new LinkedHashMap<>();
        tag.put("name", service.getFullName());
        comments.of(service).ifPresent(comment -> tag.put("description", comment));
        return tag;
    }
}
