package dev.weft.bench.load;

import com.linecorp.armeria.common.util.TransportType;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Asks for JSON over HTTP/1.1: a connection for each request in flight, since a connection answers one after another. */
final class Http1Client implements Client {
    private static final int MAX_ANSWER = 1 << 20;

    private final EventLoopGroup loop;
    private final InetSocketAddress address;
    private final ByteBuf[] requests;
    private final List<ChannelFuture> idle = new ArrayList<>();

    /** @param loop a group of one */
    Http1Client(EventLoopGroup loop, InetSocketAddress address, long[] users) {
        this.loop = loop;
        this.address = address;
        this.requests = Arrays.stream(users)
                .mapToObj(user -> "GET " + JsonRequests.path(user) + " HTTP/1.1\r\nhost: localhost\r\n\r\n")
                .map(request -> Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII))
                .toArray(ByteBuf[]::new);
    }

    @Override
    public Slot slot(Round round) {
        // Servers close what has been idle while the others had their turns.
        idle.removeIf(connection -> !connection.channel().isActive());
        ChannelFuture connection = idle.isEmpty() ? connect() : idle.remove(idle.size() - 1);
        Http1Slot slot = new Http1Slot(round, connection, requests, () -> idle.add(connection));
        connection.channel().attr(Http1Slot.OF_CHANNEL).set(slot);
        return slot;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    private ChannelFuture connect() {
        return new Bootstrap()
                .group(loop)
                .channel(TransportType.socketChannelType(loop))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpResponseDecoder(),
                                        new HttpObjectAggregator(MAX_ANSWER),
                                        new Http1Slot.Receiver());
                    }
                })
                .connect(address);
    }
}
