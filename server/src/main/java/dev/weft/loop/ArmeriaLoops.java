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
// Netty still asks its event loops for methods that it has deprecated.
@SuppressWarnings("deprecation")
final class ArmeriaLoops extends MultithreadEventLoopGroup implements IoEventLoopGroup {
    /** @param polling how the loops learn of what a socket has */
    ArmeriaLoops(io.grpc.netty.shaded.io.netty.channel.IoEventLoopGroup loops, Polling polling) {
        this(parts(loops, polling));
    }

    // Netty would wait for the end of those that it has, when one cannot be made.
    private ArmeriaLoops(List<Parts> parts) {
        super(parts.size(), ImmediateExecutor.INSTANCE, parts.iterator());
    }

    private static List<Parts> parts(io.grpc.netty.shaded.io.netty.channel.IoEventLoopGroup loops, Polling polling) {
        return StreamSupport.stream(loops.spliterator(), false)
                .map(loop -> (io.grpc.netty.shaded.io.netty.channel.IoEventLoop) loop)
                .map(loop -> new Parts(loop, polling.armeria(loop)))
                .toList();
    }

    private record Parts(io.grpc.netty.shaded.io.netty.channel.IoEventLoop loop, ArmeriaSockets sockets) {}

    @Override
    protected IoEventLoop newChild(Executor executor, Object... of) {
        Parts parts = (Parts) ((Iterator<?>) of[0]).next();
        return new ArmeriaLoop(this, parts.loop(), parts.sockets());
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
