package dev.weft.edge;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.netty.util.AsciiString;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Takes every request that comes in over HTTP, and finds out what it is. */
final class HttpFront implements HttpService {
    private final OwnPaths own;
    private final GrpcWebPages grpcWeb;
    private final JsonPages json;
    private final JsonAnswers answers;
    private final HttpCalls calls;
    private final Draining draining;
    private final int maxHeaderBytes;

    HttpFront(
            OwnPaths own,
            GrpcWebPages grpcWeb,
            JsonPages json,
            JsonAnswers answers,
            HttpCalls calls,
            Draining draining,
            int maxHeaderBytes) {
        this.own = own;
        this.grpcWeb = grpcWeb;
        this.json = json;
        this.answers = answers;
        this.calls = calls;
        this.draining = draining;
        this.maxHeaderBytes = maxHeaderBytes;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        draining.enter(ctx);
        Metadata headers = HttpMetadata.of(request.headers());
        String requestId = RequestIds.give(headers);
        HttpTarget target = HttpTarget.of(ctx);
        try {
            checkSize(request.headers());
            OwnPaths.Content content = own.find(request.method(), target.path());
            if (content != null) {
                return content.isSlow()
                        ? HttpResponse.of(() -> own(content, request.headers(), requestId), ctx.blockingTaskExecutor())
                        : own(content, request.headers(), requestId);
            }
            return page(ctx, request, target, headers);
        } catch (Refusal refusal) {
            return answers.refused(refusal, request.headers(), requestId);
        }
    }

    /** Of HTTP/1.1 that has been done while it was read. */
    private void checkSize(RequestHeaders headers) throws Refusal {
        if (headers.path().length() > maxHeaderBytes) {
            throw Refusal.of(HttpStatus.REQUEST_URI_TOO_LONG, "the request's path and query are too long");
        }
        long bytes = 0;
        for (Map.Entry<AsciiString, String> header : headers) {
            bytes += isPseudo(header)
                    ? 0
                    : header.getKey().length() + header.getValue().length();
        }
        if (bytes > maxHeaderBytes) {
            throw Refusal.of(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the request's headers are too large");
        }
    }

    private static boolean isPseudo(Map.Entry<AsciiString, String> header) {
        return header.getKey().charAt(0) == ':';
    }

    private HttpResponse own(OwnPaths.Content content, RequestHeaders headers, String requestId) {
        try {
            return answers.ok(headers, id(requestId), null, content.json());
        } catch (Refusal refusal) {
            return answers.refused(refusal, headers, requestId);
        }
    }

    private static Metadata id(String requestId) {
        Metadata headers = new Metadata();
        headers.put(RequestIds.KEY, requestId);
        return headers;
    }

    private HttpResponse page(ServiceRequestContext ctx, HttpRequest request, HttpTarget target, Metadata headers)
            throws Refusal {
        if (draining.hasBegun()) {
            ctx.initiateConnectionShutdown();
            throw Refusal.shuttingDown();
        }
        Optional<Deadline> deadline = ClientTimeout.of(request.headers())
                .map(timeout -> Deadline.after(timeout.toNanos(), TimeUnit.NANOSECONDS));
        PageExchange exchange = GrpcWebForm.isAsked(request.headers())
                ? grpcWeb.exchange(request, target.path(), headers, deadline)
                : json.exchange(request, target, headers, deadline);
        return calls.answer(ctx, request, exchange);
    }
}
