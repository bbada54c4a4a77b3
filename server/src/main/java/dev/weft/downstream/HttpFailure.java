package dev.weft.downstream;

import com.google.rpc.Code;
import com.google.rpc.Status;
import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpStatus;
import dev.weft.downstream.CallResult.Failure;
import java.util.Optional;

/** Says why a call over HTTP failed, without a word of the downstream's. */
final class HttpFailure {
    private HttpFailure() {}

    /**
     * The failure that an answer with such a status stands for.
     *
     * @param sent what its body says, in the form of AIP-193: its code is more exact
     * @param again what its headers say of another attempt
     */
    static Failure of(HttpStatus status, Optional<Status> sent, Again again) {
        String cause = "failed with HTTP status " + status.code();
        return sent.map(said -> new Failure(Code.forNumber(said.getCode()), cause, said.toByteArray(), again))
                .orElseGet(() -> new Failure(code(status), cause, null, again));
    }

    /** The failure that ended a call without a whole answer: the first line that fits. */
    static Failure of(Throwable cause, HttpExchange exchange) {
        // While there is no connection yet it is the cause of another.
        if (cause instanceof ResponseTimeoutException || cause.getCause() instanceof ResponseTimeoutException) {
            return new Failure(Code.DEADLINE_EXCEEDED, Trouble.noAnswerWithin(exchange.timeNanos()));
        }
        if (cause instanceof ContentTooLargeException) {
            return new Failure(Code.RESOURCE_EXHAUSTED, Trouble.largerThan(exchange.maxResponseBytes()));
        }
        String words = Trouble.onTheWay(cause);
        return Trouble.isOfConnection(cause) ? Failure.lost(words) : new Failure(Code.UNAVAILABLE, words);
    }

    /**
     * The table of google/rpc/code.proto, backwards. Where several codes have one status it is the one that says least: ABORTED of
     * 409, as Google's own clients read it (gax, HttpJsonStatusCode), INTERNAL of 500. What the table does not have is read as
     * there; but 502, which a proxy says of a server that is away, as gRPC does (grpc/doc/http-grpc-status-mapping.md), and what says
     * something of the way there and nothing of what was asked: 408, 421 and 425 (RFC 9110, RFC 8470).
     */
    static Code code(HttpStatus status) {
        return switch (status.code()) {
            case 400 -> Code.INVALID_ARGUMENT;
            case 401 -> Code.UNAUTHENTICATED;
            case 403 -> Code.PERMISSION_DENIED;
            case 404 -> Code.NOT_FOUND;
            case 408, 504 -> Code.DEADLINE_EXCEEDED;
            case 409 -> Code.ABORTED;
            case 416 -> Code.OUT_OF_RANGE;
            case 429 -> Code.RESOURCE_EXHAUSTED;
            case 499 -> Code.CANCELLED;
            case 501 -> Code.UNIMPLEMENTED;
            case 421, 425, 502, 503 -> Code.UNAVAILABLE;
            default ->
                status.isClientError()
                        ? Code.FAILED_PRECONDITION
                        : status.isServerError() ? Code.INTERNAL : Code.UNKNOWN;
        };
    }
}
