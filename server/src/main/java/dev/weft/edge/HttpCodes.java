package dev.weft.edge;

import com.google.rpc.Code;
import com.linecorp.armeria.common.HttpStatus;

/** gRPC's codes and HTTP's, as google/rpc/code.proto has them side by side. */
final class HttpCodes {
    private HttpCodes() {}

    /** The HTTP status of a code. */
    static HttpStatus status(Code code) {
        return switch (code) {
            case OK -> HttpStatus.OK;
            case CANCELLED -> HttpStatus.CLIENT_CLOSED_REQUEST;
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case ALREADY_EXISTS, ABORTED -> HttpStatus.CONFLICT;
            case RESOURCE_EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
            case UNIMPLEMENTED -> HttpStatus.NOT_IMPLEMENTED;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case DEADLINE_EXCEEDED -> HttpStatus.GATEWAY_TIMEOUT;
            case UNKNOWN, INTERNAL, DATA_LOSS, UNRECOGNIZED -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    /** What an error of HTTP's own is in gRPC's terms. */
    static Code code(HttpStatus status) {
        return switch (status.code()) {
            case 401 -> Code.UNAUTHENTICATED;
            case 403 -> Code.PERMISSION_DENIED;
            case 404 -> Code.NOT_FOUND;
            case 405, 501, 505 -> Code.UNIMPLEMENTED;
            case 408, 504 -> Code.DEADLINE_EXCEEDED;
            case 413, 414, 429, 431 -> Code.RESOURCE_EXHAUSTED;
            case 499 -> Code.CANCELLED;
            case 502, 503 -> Code.UNAVAILABLE;
            default -> status.isClientError() ? Code.INVALID_ARGUMENT : Code.INTERNAL;
        };
    }
}
