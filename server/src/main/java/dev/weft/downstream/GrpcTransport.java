package dev.weft.downstream;

import dev.weft.downstream.DownstreamSettings.Connection;
import dev.weft.downstream.GrpcChannels.LostCalls;
import dev.weft.plan.Target;
import org.jspecify.annotations.Nullable;

/** Calls over gRPC. */
final class GrpcTransport implements Transport {
    private final Connection connection;
    private final EventLoops loops;
    private final GrpcRequestHeaders headers;
    private final GrpcChannels channels;

    /** For the methods that are not made again further out; null as long as there is none. */
    private @Nullable GrpcChannels resending;

    private GrpcTransport(DownstreamSettings settings, EventLoops loops) {
        this.connection = settings.connection();
        this.loops = loops;
        this.headers = new GrpcRequestHeaders(settings.headers());
        this.channels = GrpcChannels.open(connection, LostCalls.REPORTED, loops);
    }

    static GrpcTransport open(DownstreamSettings settings, EventLoops loops) {
        return new GrpcTransport(settings, loops);
    }

    @Override
    public UnaryCall call(Target target, boolean repeated) {
        return new GrpcCall(repeated ? channels : resending(), target.method(), headers, connection.maxResponseBytes());
    }

    private synchronized GrpcChannels resending() {
        if (resending == null) {
            resending = GrpcChannels.open(connection, LostCalls.RESENT, loops);
        }
        return resending;
    }

    @Override
    public synchronized void close() {
        channels.close();
        if (resending != null) {
            resending.close();
        }
    }
}
