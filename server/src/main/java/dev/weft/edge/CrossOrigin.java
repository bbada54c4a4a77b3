package dev.weft.edge;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lets the web pages of named origins read the answers (the Fetch standard, "CORS protocol"). Everything else a browser keeps to itself. */
final class CrossOrigin implements DecoratingHttpServiceFunction {
    /** Of each answer, also where no origin asks: caches are to know that it matters. */
    static final String VARY = "origin, accept-encoding";

    private static final String EXPOSED =
            "grpc-status, grpc-message, grpc-status-details-bin, weft-partial, x-request-id, etag";

    /** What JSON, gRPC-Web and their clients send. */
    private static final List<String> REQUEST_HEADERS = List.of(
            "content-type",
            "x-grpc-web",
            "x-user-agent",
            "grpc-timeout",
            "timeout",
            "grpc-encoding",
            "grpc-accept-encoding",
            "authorization",
            "if-none-match",
            "x-request-id");

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String MAX_AGE_SECONDS = "7200";

    private final Set<String> origins;
    private final String allowedHeaders;

    /**
     * @param origins as browsers write them: {@code https://shop.example.com}
     * @param forwarded the request's headers that go on downstream, in lower case
     */
    CrossOrigin(List<String> origins, List<String> forwarded) {
        this.origins = Set.copyOf(origins);
        Set<String> headers = new LinkedHashSet<>(REQUEST_HEADERS);
        headers.addAll(forwarded);
        this.allowedHeaders = String.join(", ", headers);
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest request) throws Exception {
        RequestHeaders headers = request.headers();
        String origin = headers.get("origin");
        boolean allowed = origin != null && origins.contains(origin);
        if (allowed) {
            ctx.setAdditionalResponseHeader("access-control-allow-origin", origin);
        }
        if (allowed && isPreflight(headers)) {
            return preflight();
        }
        if (allowed) {
            ctx.setAdditionalResponseHeader("access-control-expose-headers", EXPOSED);
        }
        return delegate.serve(ctx, request);
    }

    private static boolean isPreflight(RequestHeaders headers) {
        return headers.method() == HttpMethod.OPTIONS && headers.contains("access-control-request-method");
    }

    private HttpResponse preflight() {
        return HttpResponse.of(ResponseHeaders.of(
                HttpStatus.NO_CONTENT,
                "access-control-allow-methods",
                METHODS,
                "access-control-allow-headers",
                allowedHeaders,
                "access-control-max-age",
                MAX_AGE_SECONDS));
    }
}
