package dev.weft.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.AttributeKey;
import java.util.concurrent.TimeUnit;

/** A slot with a connection of its own. */
final class Http1Slot extends Slot {
    /** The slot that a connection serves at the moment. */
    static final AttributeKey<Http1Slot> OF_CHANNEL = AttributeKey.valueOf("slot");

    private static final int OK = 200;

    private final ChannelFuture connection;
    private final ByteBuf[] requests;
    private final Runnable release;

    Http1Slot(Round round, ChannelFuture connection, ByteBuf[] requests, Runnable release) {
        super(round);
        this.connection = connection;
        this.requests = requests;
        this.release = release;
    }

    @Override
    void send(int index) {
        if (connection.isDone()) {
            write(index);
        } else {
            connection.addListener(connected -> write(index));
        }
    }

    private void write(int index) {
        connection.channel().writeAndFlush(requests[index].retainedDuplicate()).addListener(sent -> {
            if (!sent.isSuccess()) {
                fail();
            }
        });
    }

    /** Later: an answer that comes before {@link #send} has returned would start the next within it. */
    private void fail() {
        connection.channel().eventLoop().schedule(() -> answered(null), 1, TimeUnit.MILLISECONDS);
    }

    @Override
    void ended() {
        release.run();
    }

    /** Takes the answers of a connection. */
    static final class Receiver extends SimpleChannelInboundHandler<FullHttpResponse> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            boolean ok = response.status().code() == OK;
            context.channel().attr(OF_CHANNEL).get().answered(ok ? ByteBufUtil.getBytes(response.content()) : null);
        }
    }
}
