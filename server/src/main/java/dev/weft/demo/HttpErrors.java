package dev.weft.demo;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;

/** Writes errors as AIP-193 has them in JSON. */
final class HttpErrors {
    private HttpErrors() {}

    /**
     * An error.
     *
     * @param code the name of its google.rpc.Code
     * @param message without quotes and the like
     */
    static HttpResponse of(HttpStatus status, String code, String message) {
        return HttpResponse.of(
                status,
                MediaType.JSON,
                "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"}}"
                        .formatted(status.code(), message, code));
    }
}
