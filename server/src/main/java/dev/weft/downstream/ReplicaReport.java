package dev.weft.downstream;

import com.linecorp.armeria.client.ClientRequestContext;
import com.linecorp.armeria.client.DecoratingHttpClientFunction;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.HttpClient;
import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.client.UnprocessedRequestException;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import com.linecorp.armeria.common.stream.CancelledSubscriptionException;
import java.net.ConnectException;
import org.jspecify.annotations.Nullable;

/** Tells what became of each call where it went. */
final class ReplicaReport implements DecoratingHttpClientFunction {
    private final HttpReplicas replicas;

    ReplicaReport(HttpReplicas replicas) {
        this.replicas = replicas;
    }

    @Override
    public HttpResponse execute(HttpClient delegate, ClientRequestContext ctx, HttpRequest request) throws Exception {
        HttpResponse response = delegate.execute(ctx, request);
        ctx.log().whenComplete().thenAccept(log -> report(ctx.endpoint(), log));
        return response;
    }

    private void report(@Nullable Endpoint address, RequestLog log) {
        Throwable cause = log.responseCause();
        if (address == null) {
            return;
        }
        if (cause == null) {
            HttpStatus status = log.responseStatus();
            tell(address, !status.isSuccess() && Breakers.isFailure(HttpFailure.code(status)));
        } else if (isConnecting(cause)) {
            replicas.unreachable(address);
        } else if (!isGivenUp(cause)) {
            tell(address, true);
            if (Trouble.isOfConnection(cause)) {
                replicas.lost(address);
            }
        }
    }

    private void tell(Endpoint address, boolean failed) {
        if (failed) {
            replicas.failed(address);
        } else {
            replicas.answered(address);
        }
    }

    private static boolean isConnecting(Throwable cause) {
        Throwable real = cause instanceof UnprocessedRequestException ? cause.getCause() : cause;
        return real instanceof ConnectException;
    }

    /** Whether it was cancelled here while it had time, as {@link HttpExchange#cancel} does. */
    private static boolean isGivenUp(Throwable cause) {
        Throwable real = cause instanceof UnprocessedRequestException ? cause.getCause() : cause;
        return real instanceof AbortedStreamException
                || real instanceof CancelledSubscriptionException
                || (cause instanceof UnprocessedRequestException && real instanceof ResponseTimeoutException);
    }
}
