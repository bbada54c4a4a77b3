package dev.weft.loop;

import io.grpc.netty.shaded.io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One of Armeria's sockets: for Armeria's Netty where it is registered, and for gRPC's a socket that it watches. */
abstract class ArmeriaSocket implements IoRegistration, io.grpc.netty.shaded.io.netty.channel.IoHandle {
    private final IoHandle socket;
    private io.grpc.netty.shaded.io.netty.channel.@Nullable IoRegistration watched;

    ArmeriaSocket(IoHandle socket) {
        this.socket = socket;
    }

    /** Has the loop watch it. To be called on the loop, once, before anything else. */
    final ArmeriaSocket watch(IoEventLoop loop) {
        watched = loop.register(this).syncUninterruptibly().getNow();
        return this;
    }

    final io.grpc.netty.shaded.io.netty.channel.IoRegistration watched() {
        return Objects.requireNonNull(watched);
    }

    @Override
    public final void close() throws Exception {
        socket.close();
    }

    @Override
    public final void registered() {
        socket.registered();
    }

    @Override
    public final void unregistered() {
        socket.unregistered();
    }

    @Override
    public final boolean isValid() {
        return watched().isValid();
    }

    @Override
    public final boolean cancel() {
        return watched().cancel();
    }
}
