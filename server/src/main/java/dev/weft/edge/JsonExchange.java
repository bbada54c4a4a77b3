package dev.weft.edge;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import dev.weft.transcoding.Decoded;
import dev.weft.transcoding.Route;
import dev.weft.transcoding.UnwritableException;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerMethodDefinition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request for a page in JSON, by one of its bindings. */
record JsonExchange(
        JsonAnswers answers,
        ServerMethodDefinition<byte[], byte[]> method,
        Route.Found route,
        @Nullable String rawQuery,
        RequestHeaders requestHeaders,
        Metadata headers,
        Optional<Deadline> deadline)
        implements PageExchange {
    @Override
    public byte[] message(byte[] body) throws Refusal {
        Decoded decoded = route.binding().request(route.match(), rawQuery, body);
        if (decoded instanceof Decoded.Invalid invalid) {
            throw Refusal.invalid(Violations.unreadable(invalid.violations()));
        }
        return ((Decoded.Message) decoded).bytes();
    }

    @Override
    public boolean isReusable() {
        return requestHeaders.method() == HttpMethod.GET || requestHeaders.method() == HttpMethod.HEAD;
    }

    @Override
    public HttpResponse answer(CallAnswer answer) {
        if (!answer.isOk()) {
            return answers.failed(answer);
        }
        try {
            Reusable reusable = answer.reusable();
            if (reusable != null && reusable.isKnown(requestHeaders.get("if-none-match"))) {
                return answers.notModified(answer.headers(), reusable);
            }
            return answers.ok(
                    requestHeaders, answer.headers(), reusable, route.binding().answer(answer.page(), answer.asked()));
        } catch (UnwritableException e) {
            throw new IllegalStateException(
                    method.getMethodDescriptor().getFullMethodName() + ": an answer that is no message", e);
        }
    }

    @Override
    public HttpResponse refuse(Refusal refusal) {
        return answers.refused(refusal, RequestIds.of(headers));
    }
}
