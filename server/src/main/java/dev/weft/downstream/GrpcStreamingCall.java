package dev.weft.downstream;

import dev.weft.plan.Target;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.MethodDescriptor;

/** Calls a streaming method over gRPC: innermost of what stands around it. */
final class GrpcStreamingCall implements StreamingCall {
    private final GrpcChannels channels;
    private final MethodDescriptor<byte[], byte[]> method;
    private final GrpcRequestHeaders headers;
    private final int maxResponseBytes;

    GrpcStreamingCall(GrpcChannels channels, Target target, GrpcRequestHeaders headers, int maxResponseBytes) {
        this.channels = channels;
        this.method = BytesMethod.of(target.method(), target.descriptor());
        this.headers = headers;
        this.maxResponseBytes = maxResponseBytes;
    }

    @Override
    public Stream start(StreamContext context, Listener listener) {
        // Otherwise the context of the server's own call, its deadline and its cancellation, would rule this one too.
        Context outer = Context.ROOT.attach();
        try {
            ClientCall<byte[], byte[]> call = channels.of(context.loop()).newCall(method, CallOptions.DEFAULT);
            GrpcStream stream = new GrpcStream(call, context, maxResponseBytes, listener);
            call.start(stream, headers.of(context));
            return stream;
        } finally {
            Context.ROOT.detach(outer);
        }
    }
}
