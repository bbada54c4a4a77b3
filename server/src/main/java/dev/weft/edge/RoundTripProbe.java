package dev.weft.edge;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.channel.ChannelDuplexHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import java.util.function.LongSupplier;

/**
 * Measures a connection's round trip by watching it: from the server's first bytes, its SETTINGS, to their acknowledgement, and
 * from each PING that grpc-java sends for its flow control to the answer (RFC 9113, sections 6.5 and 6.7).
 *
 * <p>It sends nothing itself. What TCP knows of the round trip would be no use behind a proxy: it ends there.
 */
final class RoundTripProbe extends ChannelDuplexHandler {
    private static final int PING_BYTES = FrameScanner.HEADER_BYTES + 8;

    private final RoundTrip roundTrip;
    private final LongSupplier nanoTime;
    private final FrameScanner inbound = new FrameScanner(this::received);
    private boolean settingsSent;
    private boolean settingsAcknowledged;
    private long settingsSentNanos;
    private boolean pinging;
    private long pingSentNanos;

    RoundTripProbe(RoundTrip roundTrip, LongSupplier nanoTime) {
        this.roundTrip = roundTrip;
        this.nanoTime = nanoTime;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (!settingsSent) {
            settingsSent = true;
            settingsSentNanos = nanoTime.getAsLong();
        } else if (!pinging && isPing(message)) {
            pinging = true;
            pingSentNanos = nanoTime.getAsLong();
        }
        super.write(context, message, promise);
    }

    private static boolean isPing(Object message) {
        return message instanceof ByteBuf frame
                && frame.readableBytes() == PING_BYTES
                && frame.getUnsignedMedium(frame.readerIndex()) == PING_BYTES - FrameScanner.HEADER_BYTES
                && frame.getByte(frame.readerIndex() + FrameScanner.TYPE) == FrameScanner.PING
                && frame.getByte(frame.readerIndex() + FrameScanner.FLAGS) == 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf bytes) {
            inbound.scan(bytes);
        }
        super.channelRead(context, message);
    }

    private void received(int type, int flags) {
        if ((flags & FrameScanner.ACK) == 0) {
            return;
        }
        if (type == FrameScanner.SETTINGS && settingsSent && !settingsAcknowledged) {
            settingsAcknowledged = true;
            roundTrip.measured(nanoTime.getAsLong() - settingsSentNanos);
        } else if (type == FrameScanner.PING && pinging) {
            pinging = false;
            roundTrip.measured(nanoTime.getAsLong() - pingSentNanos);
        }
    }
}
