package dev.weft.edge;

import com.google.rpc.Code;
import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import dev.weft.transcoding.JsonMapping;
import io.grpc.Metadata;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes answers in JSON: pages, and errors of every origin. Safe for use by many threads. */
final class JsonAnswers {
    /** A cache on the way may otherwise find a reason of its own to keep an answer for somebody else (RFC 9111, section 4.2.2). */
    static final String FOR_ONCE = "no-store";

    private final ErrorJson errors;
    private final String vary;

    /** @param parting the request's headers by which answers for one client differ from those for another, in lower case */
    JsonAnswers(JsonMapping mapping, List<String> parting) {
        this.errors = new ErrorJson(mapping);
        this.vary = Stream.concat(Stream.of(CrossOrigin.VARY), parting.stream()).collect(Collectors.joining(", "));
    }

    /** An answer to {@code request}, whose headers say in what form it is wanted. */
    HttpResponse ok(HttpHeaders request, Metadata headers, @Nullable Reusable reusable, byte[] json) {
        ResponseHeadersBuilder answer = ResponseHeaders.builder(HttpStatus.OK).contentType(MediaType.JSON);
        HttpMetadata.addTo(answer, headers);
        if (reusable == null) {
            answer.set("cache-control", FOR_ONCE);
        } else {
            addTo(answer, reusable);
        }
        return packed(request, answer, json);
    }

    /** That the client has the answer already. */
    HttpResponse notModified(Metadata headers, Reusable reusable) {
        ResponseHeadersBuilder answer = ResponseHeaders.builder(HttpStatus.NOT_MODIFIED);
        HttpMetadata.addTo(answer, headers);
        addTo(answer, reusable);
        return HttpResponse.of(answer.build());
    }

    /** What a client keeps for itself is not another's, who may sit at the same browser (RFC 9111, section 4.1). */
    private void addTo(ResponseHeadersBuilder answer, Reusable reusable) {
        answer.set("cache-control", reusable.cacheControl()).set("etag", reusable.tag());
        if (!reusable.shared()) {
            answer.set("vary", vary);
        }
    }

    /** How a call failed. */
    HttpResponse failed(CallAnswer answer) {
        Metadata headers = new Metadata();
        headers.merge(answer.headers());
        headers.merge(answer.trailers());
        headers.discardAll(StatusDetails.KEY);
        Status status = StatusDetails.of(answer);
        Code code = Code.forNumber(status.getCode());
        return error(HttpCodes.status(code == null ? Code.UNKNOWN : code), status, headers);
    }

    /** Why a request was turned away, in the form that its client reads. */
    HttpResponse refused(Refusal refusal, RequestHeaders request, String requestId) {
        GrpcWebForm web = GrpcWebForm.of(request);
        return web == null ? refused(refusal, requestId) : new GrpcWebAnswers(web, request).refused(refusal, requestId);
    }

    /** Why a request was turned away. */
    HttpResponse refused(Refusal refusal, String requestId) {
        Metadata headers = new Metadata();
        headers.put(RequestIds.KEY, requestId);
        refusal.headers()
                .forEach((name, value) -> headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        return error(refusal.http(), refusal.status(), headers);
    }

    private HttpResponse error(HttpStatus http, Status status, Metadata headers) {
        ResponseHeadersBuilder answer = ResponseHeaders.builder(http).contentType(MediaType.JSON);
        HttpMetadata.addTo(answer, headers);
        answer.set("cache-control", FOR_ONCE);
        return HttpResponse.of(answer.build(), HttpData.wrap(errors.write(http, status)));
    }

    /** The bytes of an error, for who builds the answer itself. */
    byte[] error(HttpStatus http, Status status) {
        return errors.write(http, status);
    }

    /** With gzip, where the client takes it and it is worth it. */
    static HttpResponse packed(HttpHeaders request, ResponseHeadersBuilder answer, byte[] body) {
        if (body.length < Gzip.MIN_BYTES || !Gzip.isAccepted(request.get("accept-encoding"))) {
            return HttpResponse.of(answer.build(), HttpData.wrap(body));
        }
        answer.set("content-encoding", "gzip");
        return HttpResponse.of(answer.build(), HttpData.wrap(Gzip.pack(body)));
    }
}
