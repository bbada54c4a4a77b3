package dev.weft.loop;

import io.grpc.netty.shaded.io.netty.channel.IoEvent;
import io.grpc.netty.shaded.io.netty.channel.IoEventLoop;
import io.grpc.netty.shaded.io.netty.channel.IoRegistration;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoOps;
import io.netty.channel.nio.NioIoEvent;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.nio.NioIoOps;
import java.nio.channels.SelectableChannel;

/** Both Nettys' sockets of this kind are Java's, and what a registration has with it is Java's key. */
final class ArmeriaNioSockets implements ArmeriaSockets {
    private final IoEventLoop loop;

    ArmeriaNioSockets(IoEventLoop loop) {
        this.loop = loop;
    }

    @Override
    public io.netty.channel.IoRegistration register(IoHandle socket) {
        return new Socket((NioIoHandle) socket).watch(loop);
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return NioIoHandle.class.isAssignableFrom(type);
    }

    @Override
    public boolean isIoType(Class<? extends IoHandler> type) {
        return type == NioIoHandler.class;
    }

    @Override
    public void close() {
        // It has nothing of its own.
    }

    private static final class Socket extends ArmeriaSocket
            implements io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandle {
        private final NioIoHandle socket;

        Socket(NioIoHandle socket) {
            super(socket);
            this.socket = socket;
        }

        @Override
        public SelectableChannel selectableChannel() {
            return socket.selectableChannel();
        }

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            int ready = ((io.grpc.netty.shaded.io.netty.channel.nio.NioIoEvent) event)
                    .ops()
                    .value();
            NioIoEvent same = () -> NioIoOps.valueOf(ready);
            socket.handle(this, same);
        }

        // As Netty has it.
        @SuppressWarnings("TypeParameterUnusedInFormals")
        @Override
        public <T> T attachment() {
            return watched().attachment();
        }

        @Override
        public long submit(IoOps interest) {
            int ops = ((NioIoOps) interest).value();
            return watched().submit(io.grpc.netty.shaded.io.netty.channel.nio.NioIoOps.valueOf(ops));
        }
    }
}
