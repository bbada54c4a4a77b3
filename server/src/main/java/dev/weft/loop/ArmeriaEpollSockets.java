package dev.weft.loop;

import io.grpc.netty.shaded.io.netty.channel.IoEvent;
import io.grpc.netty.shaded.io.netty.channel.IoEventLoop;
import io.grpc.netty.shaded.io.netty.channel.IoRegistration;
import io.grpc.netty.shaded.io.netty.channel.unix.FileDescriptor;
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoOps;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * The loop's epoll watches the same file descriptors. What a socket wants of where it is registered when it writes, memory for system
 * calls, is of a type that only its own Netty can see: a handler of that is there to have it, and never waits for anything.
 */
final class ArmeriaEpollSockets implements ArmeriaSockets {
    private final IoEventLoop loop;
    private final IoHandler memory;
    private final io.netty.channel.IoRegistration ofMemory;

    ArmeriaEpollSockets(IoEventLoop loop) {
        this.loop = loop;
        this.memory = EpollIoHandler.newFactory(1, DefaultSelectStrategyFactory.INSTANCE)
                .newHandler(new OnLoop(loop));
        try {
            this.ofMemory = memory.register(new Nothing());
        } catch (Exception e) {
            throw new IllegalStateException("epoll: nothing to register (expected: it is not looked at)", e);
        }
    }

    @Override
    public io.netty.channel.IoRegistration register(IoHandle socket) {
        return new Socket((EpollIoHandle) socket, ofMemory).watch(loop);
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
        memory.destroy();
    }

    private static final class Socket extends ArmeriaSocket
            implements io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandle {
        private final EpollIoHandle socket;
        private final io.netty.channel.IoRegistration ofMemory;
        private final FileDescriptor fd;

        Socket(EpollIoHandle socket, io.netty.channel.IoRegistration ofMemory) {
            super(socket);
            this.socket = socket;
            this.ofMemory = ofMemory;
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

        // As Netty has it.
        @SuppressWarnings("TypeParameterUnusedInFormals")
        @Override
        public <T> T attachment() {
            return ofMemory.attachment();
        }

        @Override
        public long submit(IoOps interest) {
            int ops = ((EpollIoOps) interest).value();
            return watched().submit(io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoOps.valueOf(ops));
        }
    }

    private record OnLoop(IoEventLoop loop) implements ThreadAwareExecutor {
        @Override
        public boolean isExecutorThread(Thread thread) {
            return loop.inEventLoop(thread);
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }
    }

    /** What is registered only to have a registration: nobody asks to be told of anything that happens to it. */
    private static final class Nothing implements EpollIoHandle {
        private final io.netty.channel.unix.FileDescriptor fd = new io.netty.channel.unix.FileDescriptor(0);

        @Override
        public io.netty.channel.unix.FileDescriptor fd() {
            return fd;
        }

        @Override
        public void handle(io.netty.channel.IoRegistration registration, io.netty.channel.IoEvent event) {
            throw new IllegalStateException("event: " + event + " (expected: none)");
        }

        @Override
        public void close() {
            // The descriptor is not its own.
        }
    }
}
