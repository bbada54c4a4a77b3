package dev.weft.downstream;

import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import io.grpc.netty.shaded.io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The server's loops, on which connections are read and pages run. Its methods may be called from any thread. */
public final class EventLoops implements AutoCloseable {
    private final EventLoopGroup group;
    private final List<NettyLoop> loops;
    private final AtomicInteger turn = new AtomicInteger();
    private final FastThreadLocal<Optional<Loop>> current = new FastThreadLocal<>() {
        @Override
        protected Optional<Loop> initialValue() {
            return loops().stream().filter(Loop::isCurrent).findFirst();
        }
    };

    private EventLoops(EventLoopGroup group) {
        this.group = group;
        List<NettyLoop> found = new ArrayList<>();
        for (EventExecutor executor : group) {
            found.add(new NettyLoop(found.size(), (EventLoop) executor));
        }
        this.loops = List.copyOf(found);
    }

    /** Starts {@code count} loops, each on a daemon thread of its own; on epoll where the machine has it. */
    public static EventLoops start(int count) {
        IoHandlerFactory handler = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new EventLoops(
                new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("weft-loop", true), handler));
    }

    /** Every loop, each at the place that its index says. */
    public List<Loop> loops() {
        return List.copyOf(loops);
    }

    /** The loop that the caller is on; empty when it is on none of these. */
    public Optional<Loop> current() {
        return current.get();
    }

    /** A loop for a caller that is on none, each in its turn. */
    public Loop next() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    /** The loops as Netty knows them. */
    public EventLoopGroup group() {
        return group;
    }

    /** Runs timers on one of these loops. */
    public ScheduledExecutorService timers(Loop loop) {
        return eventLoop(loop.index());
    }

    /** What listens on these loops. Its connections coalesce their writes. */
    public ChannelFactory<? extends ServerChannel> serverChannels() {
        return WriteCoalescing.inAccepted(
                Epoll.isAvailable() ? EpollServerSocketChannel::new : NioServerSocketChannel::new, this);
    }

    /** What connects on these loops, and coalesces its writes. */
    ChannelFactory<Channel> channels() {
        return WriteCoalescing.in(Epoll.isAvailable() ? EpollSocketChannel::new : NioSocketChannel::new, this);
    }

    /** What a connection of that loop takes its buffers from, when they would come from {@code pool}. To be called on that loop. */
    ByteBufAllocator buffers(EventExecutor executor, ByteBufAllocator pool) {
        return loops.stream()
                .filter(loop -> loop.eventLoop() == executor)
                .map(loop -> loop.buffers(pool))
                .findFirst()
                .orElse(pool);
    }

    EventLoop eventLoop(int index) {
        return loops.get(index).eventLoop();
    }

    /** Stops every loop, and waits until they have stopped, at most five seconds. Not to be called on a loop. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        if (group.isTerminated()) {
            loops.forEach(NettyLoop::stopped);
        }
    }
}
