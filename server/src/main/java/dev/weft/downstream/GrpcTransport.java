package dev.weft.downstream;

import dev.weft.plan.Target;

/** Calls over gRPC. */
final class GrpcTransport implements Transport {
    private final GrpcChannels channels;
    private final GrpcRequestHeaders headers;
    private final int maxResponseBytes;

    private GrpcTransport(GrpcChannels channels, GrpcRequestHeaders headers, int maxResponseBytes) {
        this.channels = channels;
        this.headers = headers;
        this.maxResponseBytes = maxResponseBytes;
    }

    static GrpcTransport open(DownstreamSettings settings, EventLoops loops) {
        GrpcRequestHeaders headers = new GrpcRequestHeaders(settings.headers());
        return new GrpcTransport(
                GrpcChannels.open(settings.connection(), loops),
                headers,
                settings.connection().maxResponseBytes());
    }

    @Override
    public UnaryCall call(Target target) {
        return new GrpcCall(channels, target.method(), headers, maxResponseBytes);
    }

    @Override
    public void close() {
        channels.close();
    }
}
