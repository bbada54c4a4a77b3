package dev.weft.downstream;

import dev.weft.loop.Cancellable;
import dev.weft.plan.MethodName;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.util.function.Consumer;

/** Calls a method over gRPC: the transport, innermost of a {@link CallStack}. */
final class GrpcCall implements UnaryCall {
    private final GrpcChannels channels;
    private final MethodDescriptor<byte[], byte[]> method;
    private final GrpcRequestHeaders headers;
    private final int maxResponseBytes;

    GrpcCall(GrpcChannels channels, MethodName method, GrpcRequestHeaders headers, int maxResponseBytes) {
        this.channels = channels;
        this.headers = headers;
        this.maxResponseBytes = maxResponseBytes;
        this.method = MethodDescriptor.newBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                .setType(MethodType.UNARY)
                .setFullMethodName(method.toString())
                .build();
    }

    @Override
    public Cancellable start(CallContext context, byte[] request, Consumer<CallResult> done) {
        // Otherwise the context of the server's own call, its deadline and its cancellation, would rule this one too.
        Context outer = Context.ROOT.attach();
        try {
            return send(context, request, done);
        } finally {
            Context.ROOT.detach(outer);
        }
    }

    private Cancellable send(CallContext context, byte[] request, Consumer<CallResult> done) {
        // Without a deadline of gRPC's: the downstream is told how much time there is, and TimeoutCall keeps it.
        ClientCall<byte[], byte[]> call = channels.of(context.loop()).newCall(method, CallOptions.DEFAULT);
        GrpcExchange exchange = new GrpcExchange(call, context, maxResponseBytes, done);
        call.start(exchange, headers.of(context));
        // One more than there may be, to notice when there are two.
        call.request(2);
        call.sendMessage(request);
        call.halfClose();
        return exchange;
    }
}
