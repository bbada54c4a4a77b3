package dev.weft.downstream;

import dev.weft.downstream.DownstreamSettings.Connection;
import dev.weft.downstream.GrpcChannels.Purpose;
import dev.weft.loop.EventLoops;
import dev.weft.plan.Target;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls over gRPC. */
final class GrpcTransport implements Transport {
    private final Connection connection;
    private final EventLoops loops;
    private final GrpcRequestHeaders headers;
    private final GrpcChannels channels;

    /** For the methods that are not made again further out; null as long as there is none. */
    private @Nullable GrpcChannels resending;

    /** For streams; null as long as there is none. */
    private @Nullable GrpcChannels streaming;

    private GrpcTransport(DownstreamSettings settings, EventLoops loops) {
        this.connection = settings.connection();
        this.loops = loops;
        this.headers = new GrpcRequestHeaders(settings.headers());
        this.channels = GrpcChannels.open(connection, Purpose.REPEATED_CALLS, loops);
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
            resending = GrpcChannels.open(connection, Purpose.OTHER_CALLS, loops);
        }
        return resending;
    }

    @Override
    public StreamingCall stream(Target target) {
        return new GrpcStreamingCall(streaming(), target, headers, connection.maxResponseBytes());
    }

    private synchronized GrpcChannels streaming() {
        if (streaming == null) {
            streaming = GrpcChannels.open(connection, Purpose.STREAMS, loops);
        }
        return streaming;
    }

    @Override
    public synchronized Optional<Addresses> addresses() {
        return Stream.of(channels, resending, streaming)
                .filter(Objects::nonNull)
                .flatMap(each -> each.addresses().stream())
                .reduce(Addresses::and);
    }

    @Override
    public synchronized void close() {
        channels.close();
        if (resending != null) {
            resending.close();
        }
        if (streaming != null) {
            streaming.close();
        }
    }
}
