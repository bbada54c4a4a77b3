package dev.weft.edge;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerMethodDefinition;
import java.util.Optional;

/** A request for a page in gRPC-Web. */
record GrpcWebExchange(
        GrpcWebForm form,
        ServerMethodDefinition<byte[], byte[]> method,
        RequestHeaders requestHeaders,
        Metadata headers,
        Optional<Deadline> deadline,
        int maxRequestBytes)
        implements PageExchange {
    @Override
    public Optional<GrpcWebForm> streaming() {
        return method.getMethodDescriptor().getType() == MethodType.SERVER_STREAMING
                ? Optional.of(form)
                : Optional.empty();
    }

    @Override
    public byte[] message(byte[] body) throws Refusal {
        return GrpcWebFrames.message(form.decode(body), requestHeaders.get("grpc-encoding"), maxRequestBytes);
    }

    @Override
    public HttpResponse answer(CallAnswer answer) {
        return new GrpcWebAnswers(form, requestHeaders).of(answer);
    }

    @Override
    public HttpResponse refuse(Refusal refusal) {
        return new GrpcWebAnswers(form, requestHeaders).refused(refusal, RequestIds.of(headers));
    }
}
