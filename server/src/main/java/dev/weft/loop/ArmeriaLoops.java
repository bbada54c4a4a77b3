package dev.weft.loop;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultithreadEventLoopGroup;
import io.netty.util.concurrent.ImmediateExecutor;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.StreamSupport;

/**
 * Weft's loops as Armeria's Netty knows event loops. They are loops of another Netty, the one inside grpc-netty-shaded: so what Armeria
 * does for a request happens on the thread on which its page runs. Thread-safe.
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

    /** Each at the place of the loop that it is. */
    List<EventLoop> loops() {
        return StreamSupport.stream(spliterator(), false)
                .map(loop -> (EventLoop) loop)
                .toList();
    }

    @Override
    public IoEventLoop next() {
        return (IoEventLoop) super.next();
    }
}
