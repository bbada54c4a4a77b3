package dev.weft.downstream;

import io.grpc.netty.shaded.io.netty.channel.IoEvent;
import io.grpc.netty.shaded.io.netty.channel.IoEventLoop;
import io.grpc.netty.shaded.io.netty.channel.IoRegistration;
import io.grpc.netty.shaded.io.netty.channel.unix.FileDescriptor;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoOps;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import org.jspecify.annotations.Nullable;

/**
 * The loop's epoll watches the same file descriptors. A handler of Armeria's Netty is there too, for what a socket asks of where it is
 * registered when it writes (memory for system calls, of a type that only Netty sees); it never waits for anything.
 */
final class ArmeriaEpollSockets implements ArmeriaSockets {
    private final ArmeriaLoop armeria;
    private final IoEventLoop loop;
    private @Nullable IoHandler handler;

    ArmeriaEpollSockets(ArmeriaLoop armeria, IoEventLoop loop) {
        this.armeria = armeria;
        this.loop = loop;
    }

    @Override
    public io.netty.channel.IoRegistration register(IoHandle socket) throws Exception {
        return new Socket((EpollIoHandle) socket, handler().register(socket)).watch(loop);
    }

    private IoHandler handler() {
        if (handler == null) {
            handler = EpollIoHandler.newFactory().newHandler(armeria);
        }
        return handler;
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return EpollIoHandle.class.isAssignableFrom(type);
    }

    @Override
    public boolean isIoType(Class<? extends IoHandler> type) {
        return type == EpollIoHandler.class;
    }

    @Override
    public void close() {
        if (handler != null) {
            handler.destroy();
        }
    }

    private static final class Socket extends ArmeriaSocket
            implements io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandle {
        private final EpollIoHandle socket;
        private final io.netty.channel.IoRegistration known;
        private final FileDescriptor fd;

        Socket(EpollIoHandle socket, io.netty.channel.IoRegistration known) {
            super(socket);
            this.socket = socket;
            this.known = known;
            this.fd = new FileDescriptor(socket.fd().intValue());
        }

        @Override
        public FileDescriptor fd() {
            return fd;
        }

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            int ready = ((io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoEvent) event)
                    .ops()
                    .value();
            EpollIoEvent same = () -> EpollIoOps.valueOf(ready);
            socket.handle(this, same);
        }

        @Override
        public <T> T attachment() {
            return known.attachment();
        }

        @Override
        public long submit(IoOps interest) {
            int ops = ((EpollIoOps) interest).value();
            return watched().submit(io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoOps.valueOf(ops));
        }

        @Override
        public boolean cancel() {
            return super.cancel() && known.cancel();
        }
    }
}
