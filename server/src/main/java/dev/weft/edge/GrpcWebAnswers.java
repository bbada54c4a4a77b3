package dev.weft.edge;

import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.grpc.Metadata;

/** Writes answers in gRPC-Web: always with HTTP's 200, how it went stands in the last frame. */
record GrpcWebAnswers(GrpcWebForm form, RequestHeaders requestHeaders) {
    HttpResponse of(CallAnswer answer) {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(HttpStatus.OK).set("content-type", form.contentType());
        HttpMetadata.addTo(headers, answer.headers());
        byte[] frames = GrpcWebFrames.answer(answer.message(), answer.status(), answer.trailers());
        return JsonAnswers.packed(requestHeaders, headers, form.encode(frames));
    }

    HttpResponse refused(Refusal refusal, String requestId) {
        Status status = refusal.status();
        Metadata headers = new Metadata();
        headers.put(RequestIds.KEY, requestId);
        Metadata trailers = new Metadata();
        if (status.getDetailsCount() > 0) {
            trailers.put(StatusDetails.KEY, status.toByteArray());
        }
        return of(new CallAnswer(
                headers,
                null,
                io.grpc.Status.fromCodeValue(status.getCode()).withDescription(status.getMessage()),
                trailers,
                null,
                null));
    }
}
