package dev.weft.edge;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerMethodDefinition;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pages as gRPC-Web: every one, by its name. Safe for use by many threads. */
final class GrpcWebPages {
    private final Map<String, ServerMethodDefinition<byte[], byte[]>> methods;
    private final int maxRequestBytes;

    GrpcWebPages(Map<String, ServerMethodDefinition<byte[], byte[]>> methods, int maxRequestBytes) {
        this.methods = methods;
        this.maxRequestBytes = maxRequestBytes;
    }

    /**
     * The request for a page that an HTTP request is.
     *
     * @throws Refusal when it is none; a client of gRPC-Web reads it as it does other errors
     */
    PageExchange exchange(HttpRequest request, String path, Metadata headers, Optional<Deadline> deadline)
            throws Refusal {
        RequestHeaders http = request.headers();
        GrpcWebForm form = GrpcWebForm.of(http);
        if (form == null) {
            throw Refusal.unsupported(
                    "content-type", http.get("content-type", ""), "application/grpc-web or application/grpc-web-text");
        }
        if (request.method() != HttpMethod.POST) {
            throw Refusal.methodNotAllowed(request.method().name(), Set.of("POST"));
        }
        ServerMethodDefinition<byte[], byte[]> method = methods.get(path.substring(1));
        if (method == null) {
            throw Refusal.unknownMethod(path.substring(1));
        }
        if (!method.getMethodDescriptor().getType().clientSendsOneMessage()) {
            throw Refusal.clientStreaming(path.substring(1));
        }
        return new GrpcWebExchange(form, method, http, headers, deadline, maxRequestBytes);
    }
}
