package dev.weft.edge;

import com.google.rpc.Status;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestCancellationException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Metadata;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers, in JSON as everywhere, what Armeria itself objects to, and what went wrong that should not. */
final class HttpErrors implements ServerErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(HttpErrors.class);

    private final JsonAnswers answers;
    private final long maxRequestBytes;

    HttpErrors(JsonAnswers answers, long maxRequestBytes) {
        this.answers = answers;
        this.maxRequestBytes = maxRequestBytes;
    }

    @Override
    public HttpResponse onServiceException(ServiceRequestContext ctx, Throwable cause) {
        RequestHeaders headers = ctx.request().headers();
        return answers.refused(refusal(ctx, cause), headers, RequestIds.give(HttpMetadata.of(headers)));
    }

    private Refusal refusal(ServiceRequestContext ctx, Throwable cause) {
        if (cause instanceof ContentTooLargeException) {
            return Refusal.tooLarge(maxRequestBytes);
        }
        if (cause instanceof RequestTimeoutException) {
            return Refusal.of(HttpStatus.REQUEST_TIMEOUT, "the request's body did not come in time");
        }
        if (cause instanceof HttpStatusException refused) {
            return Refusal.of(refused.httpStatus(), refused.httpStatus().reasonPhrase());
        }
        if (cause instanceof RequestCancellationException) {
            return Refusal.shuttingDown();
        }
        if (Exceptions.isExpected(cause) || Exceptions.isStreamCancelling(cause)) {
            return Refusal.of(HttpStatus.CLIENT_CLOSED_REQUEST, "the client has gone");
        }
        LOG.error("{} {} failed unexpectedly", ctx.method(), ctx.path(), cause);
        return Refusal.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal error");
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext ctx,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus found,
            @Nullable String description,
            @Nullable Throwable cause) {
        // Of a method that Armeria does not know: 405 is for one that is known, and names those to use instead (RFC
        // 9110, 15.6.2).
        HttpStatus http = found.equals(HttpStatus.METHOD_NOT_ALLOWED) ? HttpStatus.NOT_IMPLEMENTED : found;
        Status status = Status.newBuilder()
                .setCode(HttpCodes.code(http).getNumber())
                .setMessage(Objects.requireNonNullElse(description, http.reasonPhrase()))
                .build();
        Metadata sent = headers == null ? new Metadata() : HttpMetadata.of(headers);
        return AggregatedHttpResponse.of(
                ResponseHeaders.builder(http)
                        .contentType(MediaType.JSON)
                        .set(RequestIds.KEY.name(), RequestIds.give(sent))
                        .set("cache-control", JsonAnswers.FOR_ONCE)
                        .build(),
                HttpData.wrap(answers.error(http, status)));
    }
}
