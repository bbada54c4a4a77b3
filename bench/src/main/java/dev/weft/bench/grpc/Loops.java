package dev.weft.bench.grpc;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Event loops on epoll, for a server and its client channels alike. */
public final class Loops {
    private final EventLoopGroup group;

    private Loops(EventLoopGroup group) {
        this.group = group;
    }

    /** Starts {@code count} loops, each on a daemon thread. */
    public static Loops start(int count) {
        return new Loops(new MultiThreadIoEventLoopGroup(
                count, new DefaultThreadFactory("loop", true), EpollIoHandler.newFactory()));
    }

    /** A server on any free port of the loopback address, whose methods run on the loop that read the request. */
    public NettyServerBuilder server() {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .bossEventLoopGroup(group)
                .workerEventLoopGroup(group)
                .channelType(EpollServerSocketChannel.class)
                .directExecutor();
    }

    /**
     * Something for every loop, made of a channel to {@code address} of that loop: what its requests use.
     *
     * @param retries whether grpc-java sends a call again that was lost before the server has begun with it, as it does by default
     */
    public <T> PerLoop<T> each(String address, boolean retries, Function<ManagedChannel, T> make) {
        List<PerLoop.Entry<T>> entries = new ArrayList<>();
        for (EventExecutor loop : group) {
            NettyChannelBuilder builder = builder(address, (EventLoop) loop);
            ManagedChannel channel = (retries ? builder : builder.disableRetry()).build();
            entries.add(new PerLoop.Entry<>((EventLoop) loop, make.apply(channel)));
        }
        return new PerLoop<>(entries);
    }

    /** A connection to {@code address} on any of the loops, whose answers come on that loop. */
    public ManagedChannel channel(String address) {
        return builder(address, group).build();
    }

    /** Runs {@code task} on a loop, later. */
    public void schedule(Runnable task, long delayMillis) {
        group.next().schedule(task, delayMillis, TimeUnit.MILLISECONDS);
    }

    private static NettyChannelBuilder builder(String address, EventLoopGroup loops) {
        return NettyChannelBuilder.forTarget(address)
                .usePlaintext()
                .eventLoopGroup(loops)
                .channelType(EpollSocketChannel.class)
                .directExecutor()
                .disableServiceConfigLookUp();
    }
}
