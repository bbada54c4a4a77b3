package dev.weft.loop;

import com.linecorp.armeria.common.util.TransportType;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
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
    private final IoEventLoopGroup group;
    private final Polling polling;
    private final List<NettyLoop> loops;
    private final ArmeriaLoops armeria;
    private final AtomicInteger turn = new AtomicInteger();
    private final FastThreadLocal<Optional<Loop>> current = new FastThreadLocal<>() {
        @Override
        protected Optional<Loop> initialValue() {
            return loops().stream().filter(Loop::isCurrent).findFirst();
        }
    };

    private EventLoops(IoEventLoopGroup group, Polling polling) {
        this.group = group;
        this.polling = polling;
        List<NettyLoop> found = new ArrayList<>();
        for (EventExecutor executor : group) {
            found.add(new NettyLoop(found.size(), (EventLoop) executor));
        }
        this.loops = List.copyOf(found);
        this.armeria = new ArmeriaLoops(group, polling);
    }

    /** Starts {@code count} loops, each on a daemon thread of its own; on epoll where the machine has it. */
    public static EventLoops start(int count) {
        return start(count, Polling.best());
    }

    static EventLoops start(int count, Polling polling) {
        return new EventLoops(new MultiThreadIoEventLoopGroup(count, new LoopThreads(), polling.handler()), polling);
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

    /**
     * The same loops as Armeria's Netty knows them, which is that of Redis' client too: what Armeria does for a request is done on the thread
     * on which its page runs.
     */
    public io.netty.channel.EventLoopGroup armeria() {
        return armeria;
    }

    /** The same, each at the place of the loop that it is. */
    public List<io.netty.channel.EventLoop> armeriaLoops() {
        return armeria.loops();
    }

    /** Whether sockets of that type, of Armeria's Netty, can be on these loops. */
    public boolean takesFromArmeria(Class<? extends io.netty.channel.Channel> socket) {
        return polling.armeriaSocket() == socket;
    }

    /** What Armeria's sockets are, to be on these loops. */
    public static TransportType transport() {
        return Polling.best() == Polling.EPOLL ? TransportType.EPOLL : TransportType.NIO;
    }

    /** Runs timers on one of these loops. */
    public ScheduledExecutorService timers(Loop loop) {
        return eventLoop(loop.index());
    }

    /** What listens on these loops. Its connections coalesce their writes. */
    public ChannelFactory<? extends ServerChannel> serverChannels() {
        return WriteCoalescing.inAccepted(polling::serverSocket, this);
    }

    /** What connects on these loops, and coalesces its writes. */
    public ChannelFactory<Channel> channels() {
        return coalescing(polling::socket);
    }

    /** The same for connections of another kind. */
    public <C extends Channel> ChannelFactory<C> coalescing(ChannelFactory<C> factory) {
        return WriteCoalescing.in(factory, this);
    }

    /** What a connection of that loop takes its buffers from, when they would come from {@code pool}. To be called on that loop. */
    ByteBufAllocator buffers(EventExecutor executor, ByteBufAllocator pool) {
        return loops.stream()
                .filter(loop -> loop.eventLoop() == executor)
                .map(loop -> loop.buffers(pool))
                .findFirst()
                .orElse(pool);
    }

    /** One of them as gRPC's Netty knows it. */
    public EventLoop eventLoop(int index) {
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
