package dev.weft.edge;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives every connection of a server its {@link RoundTrip}, to be found under {@link RoundTrip#KEY} in the attributes of its
 * calls. A probe is put in front of each accepted connection; when grpc-java tells of the connection, it is found by the client's
 * address.
 */
final class RoundTrips extends ServerTransportFilter {
    private final Map<SocketAddress, RoundTrip> unclaimed = new ConcurrentHashMap<>();

    /**
     * A factory of listening sockets whose accepted connections are probed. The probe looks at single frames: what the {@code factory} itself puts
     * into a connection, to coalesce writes, is nearer to the socket.
     */
    ChannelFactory<ServerChannel> probed(ChannelFactory<? extends ServerChannel> factory) {
        return () -> {
            ServerChannel server = factory.newChannel();
            server.pipeline().addLast(new Acceptor());
            return server;
        };
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        SocketAddress client = attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        RoundTrip roundTrip = client == null ? null : unclaimed.remove(client);
        return roundTrip == null
                ? attributes
                : attributes.toBuilder().set(RoundTrip.KEY, roundTrip).build();
    }

    private final class Acceptor extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            Channel connection = (Channel) message;
            RoundTrip roundTrip = new RoundTrip();
            SocketAddress client = connection.remoteAddress();
            if (client != null) {
                unclaimed.put(client, roundTrip);
                connection.pipeline().addLast(new RoundTripProbe(roundTrip, System::nanoTime));
                connection.pipeline().addLast(new Release(client, roundTrip));
            }
            super.channelRead(context, message);
        }
    }

    /** Forgets a connection that closes before grpc-java has told of it. */
    private final class Release extends ChannelInboundHandlerAdapter {
        private final SocketAddress client;
        private final RoundTrip roundTrip;

        Release(SocketAddress client, RoundTrip roundTrip) {
            this.client = client;
            this.roundTrip = roundTrip;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            unclaimed.remove(client, roundTrip);
            super.channelInactive(context);
        }
    }
}
