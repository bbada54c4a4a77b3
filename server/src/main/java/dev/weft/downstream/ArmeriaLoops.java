package dev.weft.downstream;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultithreadEventLoopGroup;
import io.netty.util.concurrent.ImmediateExecutor;
import java.util.Iterator;
import java.util.concurrent.Executor;

/**
 * Weft's loops as Armeria's Netty knows event loops. gRPC has a Netty of its own, the same under other names, whose loops these are: so
 * what Armeria does for a request happens on the thread on which its page runs. Thread-safe.
 */
final class ArmeriaLoops extends MultithreadEventLoopGroup implements IoEventLoopGroup {
    /** @param polling how the loops learn of what a socket has */
    ArmeriaLoops(io.grpc.netty.shaded.io.netty.channel.IoEventLoopGroup loops, int count, Polling polling) {
        super(count, ImmediateExecutor.INSTANCE, loops.iterator(), polling);
    }

    @Override
    protected IoEventLoop newChild(Executor executor, Object... of) {
        Iterator<?> loops = (Iterator<?>) of[0];
        return new ArmeriaLoop(this, (io.grpc.netty.shaded.io.netty.channel.IoEventLoop) loops.next(), (Polling) of[1]);
    }

    @Override
    public IoEventLoop next() {
        return (IoEventLoop) super.next();
    }
}
