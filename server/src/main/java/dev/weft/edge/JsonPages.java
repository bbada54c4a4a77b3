package dev.weft.edge;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import dev.weft.transcoding.Route;
import dev.weft.transcoding.Routes;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerMethodDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The pages as JSON, where their google.api.http rules say. Safe for use by many threads. */
final class JsonPages {
    private final Routes routes;
    private final Map<String, ServerMethodDefinition<byte[], byte[]>> methods;
    private final JsonAnswers answers;

    JsonPages(Routes routes, Map<String, ServerMethodDefinition<byte[], byte[]>> methods, JsonAnswers answers) {
        this.routes = routes;
        this.methods = methods;
        this.answers = answers;
    }

    /**
     * The request for a page that an HTTP request is.
     *
     * @throws Refusal when it is none, as far as its headers tell
     */
    PageExchange exchange(HttpRequest request, HttpTarget target, Metadata headers, Optional<Deadline> deadline)
            throws Refusal {
        Route.Found route = find(request.method().name(), target.path());
        checkBody(request);
        MethodDescriptor method = route.binding().method();
        ServerMethodDefinition<byte[], byte[]> definition =
                methods.get(method.getService().getFullName() + "/" + method.getName());
        return new JsonExchange(
                answers,
                Objects.requireNonNull(definition),
                route,
                target.query(),
                request.headers(),
                headers,
                deadline);
    }

    private Route.Found find(String method, String path) throws Refusal {
        Route route = routes.find(method, path);
        if (route instanceof Route.MethodNotAllowed other) {
            if (method.equals("HEAD") && other.allowed().contains("GET")) {
                return find("GET", path);
            }
            throw Refusal.methodNotAllowed(method, withHead(other.allowed()));
        }
        if (route instanceof Route.Found found) {
            return found;
        }
        throw Refusal.notFound(path);
    }

    private static Set<String> withHead(Set<String> allowed) {
        Set<String> methods = new TreeSet<>(allowed);
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    private static void checkBody(HttpRequest request) throws Refusal {
        RequestHeaders headers = request.headers();
        String type = headers.get("content-type");
        if (type != null && request.isOpen() && !isJson(headers.contentType())) {
            throw Refusal.unsupported("content-type", type, "application/json");
        }
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type != null
                && type.is(MediaType.JSON)
                && type.parameters().getOrDefault("charset", List.of()).stream().allMatch("utf-8"::equalsIgnoreCase);
    }
}
