package dev.weft.downstream;

import dev.weft.downstream.DownstreamSettings.Connection;
import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The channels to one gRPC downstream: one for each loop, unless it was told to have fewer. Safe for many threads. */
final class GrpcChannels implements AutoCloseable {
    /** What the channels are for: it decides what becomes of a call that was lost before the downstream has begun with it. */
    enum Purpose {
        /** It fails, as any other: who makes calls again makes this one again. Spares each call a good deal of work. */
        REPEATED_CALLS,
        /** gRPC sends it once more (its "transparent retries", gRFC A6): safe whatever the method does. */
        OTHER_CALLS,
        /**
         * It fails: to send it once more, its messages would have to be kept. Streams have connections of their own: they live
         * long, and servers limit how many there may be on one.
         */
        STREAMS
    }

    /** What a downstream may send of a stream before its reader has asked: HTTP/2's own first value (RFC 9113, section 6.9.2). */
    private static final int STREAM_WINDOW_BYTES = 65_535;

    private final List<ManagedChannel> channels;
    private final List<AddressWatch> watches;

    private GrpcChannels(List<ManagedChannel> channels, List<AddressWatch> watches) {
        this.channels = channels;
        this.watches = watches;
    }

    /**
     * Makes the channels, which then connect by themselves; does not wait for them.
     *
     * @throws IllegalArgumentException when the target or the TLS files are not what they should be
     */
    static GrpcChannels open(Connection connection, Purpose purpose, EventLoops loops) {
        List<Loop> all = loops.loops();
        int count = Math.min(connection.channels().orElse(all.size()), all.size());
        GrpcTarget target = GrpcTarget.parse(connection.targets());
        ChannelCredentials credentials =
                connection.tls().map(TlsFiles::credentials).orElseGet(InsecureChannelCredentials::create);
        List<AddressWatch> watches =
                Stream.generate(AddressWatch::new).limit(count).toList();
        List<ManagedChannel> channels = IntStream.range(0, count)
                .mapToObj(loop -> builder(target, credentials, connection, loops, loop)
                        .setNameResolverArg(AddressWatch.KEY, watches.get(loop)))
                .map(builder -> fit(builder, purpose))
                .map(NettyChannelBuilder::build)
                .toList();
        for (int i = 0; i < count; i++) {
            new Reconnection(channels.get(i), all.get(i), watches.get(i), connection.maxConnectBackoff()).start();
        }
        return new GrpcChannels(channels, target instanceof GrpcTarget.Socket ? List.of() : watches);
    }

    private static NettyChannelBuilder fit(NettyChannelBuilder builder, Purpose purpose) {
        return switch (purpose) {
            case REPEATED_CALLS -> builder.disableRetry();
            case OTHER_CALLS -> builder;
            case STREAMS -> builder.disableRetry().flowControlWindow(STREAM_WINDOW_BYTES);
        };
    }

    /** The addresses, as the loop sees them that sees the fewest; empty for a Unix domain socket. */
    Optional<Addresses> addresses() {
        return watches.stream().map(AddressWatch::now).reduce(Addresses::and);
    }

    /** The channel for calls of pages of that loop: the loop's own when it has one. */
    ManagedChannel of(Loop loop) {
        return channels.get(loop.index() % channels.size());
    }

    /** Ends every call and connection, and waits until they have ended, at most one second for each. */
    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        for (ManagedChannel channel : channels) {
            try {
                channel.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static NettyChannelBuilder builder(
            GrpcTarget target, ChannelCredentials credentials, Connection connection, EventLoops loops, int loop) {
        NettyChannelBuilder builder = address(target, credentials, connection, loops)
                .eventLoopGroup(loops.eventLoop(loop))
                // The callbacks of a call then arrive on the loop that read them.
                .directExecutor()
                .userAgent("weft")
                .maxInboundMessageSize(connection.maxResponseBytes())
                .keepAliveTime(connection.keepalive().time().toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(connection.keepalive().timeout().toNanos(), TimeUnit.NANOSECONDS)
                // Never: the first page after a quiet night should not wait for a connection.
                .idleTimeout(Long.MAX_VALUE, TimeUnit.NANOSECONDS)
                // Retries are Weft's own.
                .disableServiceConfigLookUp();
        connection.tls().flatMap(DownstreamSettings.Tls::serverName).ifPresent(builder::overrideAuthority);
        return builder;
    }

    private static NettyChannelBuilder address(
            GrpcTarget target, ChannelCredentials credentials, Connection connection, EventLoops loops) {
        if (target instanceof GrpcTarget.Socket socket) {
            if (!Epoll.isAvailable()) {
                throw new IllegalArgumentException("target: unix:" + socket.path()
                        + " (expected: dns:///host:port; Unix domain sockets need Linux on x86_64 or aarch64)");
            }
            return NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.path()), credentials)
                    .channelFactory(loops.coalescing(EpollDomainSocketChannel::new))
                    // A path is no authority (RFC 3986), and servers turn it down.
                    .overrideAuthority("localhost");
        }
        GrpcTarget.Name name = (GrpcTarget.Name) target;
        return NettyChannelBuilder.forTarget(name.target(), credentials)
                .channelFactory(loops.channels())
                .defaultServiceConfig(GrpcBalancing.serviceConfig(connection.replicas(), name.isAddress()));
    }
}
