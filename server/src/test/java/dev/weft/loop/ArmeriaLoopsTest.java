package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArmeriaLoopsTest {
    private static final int MEGABYTES = 8;
    private static final int MANY = 100;

    static Stream<Polling> ways() {
        return Stream.of(Polling.values()).filter(polling -> polling != Polling.EPOLL || Polling.best() == polling);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatComesIsReadOnALoop(Polling polling) throws Exception {
        try (EventLoops loops = EventLoops.start(2, polling)) {
            CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
            Channel server = serve(loops, polling, new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                    onLoop.complete(
                            loops.current().isPresent() && ctx.executor().inEventLoop());
                    ctx.writeAndFlush(message);
                }
            });
            Reader reader = new Reader(MANY);
            Channel client = connect(loops, polling, server.localAddress(), reader)
                    .sync()
                    .channel();
            client.writeAndFlush(Unpooled.wrappedBuffer(new byte[MANY]));
            assertThat(reader.all.get(5, TimeUnit.SECONDS)).isTrue();
            assertThat(onLoop.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    // More than the connection takes at once, so that the rest must wait for it; many buffers go into one system call.
    @ParameterizedTest
    @MethodSource("ways")
    void whatTheOtherSideDoesNotTakeYetWaits(Polling polling) throws Exception {
        try (EventLoops loops = EventLoops.start(2, polling)) {
            Reader reader = new Reader(MEGABYTES << 20);
            Channel server = serve(loops, polling, reader);
            Channel client = connect(loops, polling, server.localAddress(), new ChannelInboundHandlerAdapter())
                    .sync()
                    .channel();
            for (int i = 0; i < MEGABYTES << 10; i++) {
                client.write(Unpooled.directBuffer(1 << 10).writeZero(1 << 10));
            }
            client.flush();
            assertThat(reader.all.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whoHangsUpIsSeenToHaveGone(Polling polling) throws Exception {
        try (EventLoops loops = EventLoops.start(1, polling)) {
            CompletableFuture<Boolean> gone = new CompletableFuture<>();
            Channel server = serve(loops, polling, new ChannelInboundHandlerAdapter() {
                @Override
                public void channelInactive(ChannelHandlerContext ctx) {
                    gone.complete(true);
                }
            });
            Channel client = connect(loops, polling, server.localAddress(), new ChannelInboundHandlerAdapter())
                    .sync()
                    .channel();
            client.close().sync();
            assertThat(gone.get(5, TimeUnit.SECONDS)).isTrue();
            assertThat(client.isRegistered()).isFalse();
        }
    }

    // A descriptor's number is used again, by the other Netty's sockets too.
    @ParameterizedTest
    @MethodSource("ways")
    void connectionsOfBothNettysMayComeAndGo(Polling polling) throws Exception {
        try (EventLoops loops = EventLoops.start(1, polling)) {
            Channel server = serve(loops, polling, new Echo());
            for (int i = 0; i < MANY; i++) {
                Reader reader = new Reader(1);
                Channel client = connect(loops, polling, server.localAddress(), reader)
                        .sync()
                        .channel();
                client.writeAndFlush(Unpooled.wrappedBuffer(new byte[1]));
                assertThat(reader.all.get(5, TimeUnit.SECONDS)).isTrue();
                client.close().sync();
                connectAsGrpcDoes(loops, server.localAddress()).close().sync();
            }
        }
    }

    private static io.grpc.netty.shaded.io.netty.channel.Channel connectAsGrpcDoes(
            EventLoops loops, SocketAddress address) throws InterruptedException {
        return new io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap()
                .group(loops.group())
                .channelFactory(loops.channels())
                .handler(new io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter())
                .connect(address)
                .sync()
                .channel();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theirThreadsKeepAtHandWhatIsUsedAgain(Polling polling) throws Exception {
        try (EventLoops loops = EventLoops.start(1, polling)) {
            assertThat(loops.armeria()
                            .submit(FastThreadLocalThread::currentThreadHasFastThreadLocal)
                            .get(5, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void theyLeaveNoFileOpen() throws Exception {
        Path open = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(open));
        EventLoops.start(1).close();
        long before = count(open);
        for (int i = 0; i < MANY; i++) {
            EventLoops loops = EventLoops.start(1);
            loops.close();
            assertThat(loops.armeria().terminationFuture().await(5, TimeUnit.SECONDS))
                    .isTrue();
        }
        assertThat(count(open)).isLessThan(before + MANY);
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whereNobodyListensIsFoundOut(Polling polling) throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        try (EventLoops loops = EventLoops.start(1, polling)) {
            SocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            assertThatThrownBy(() -> connect(loops, polling, nobody, new ChannelInboundHandlerAdapter())
                            .sync())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aTaskRunsOnTheLoop(Polling polling) throws Exception {
        try (EventLoops loops = EventLoops.start(2, polling)) {
            for (EventExecutor loop : loops.armeria()) {
                assertThat(loop.inEventLoop()).isFalse();
                assertThat(loop.submit(() ->
                                        loop.inEventLoop() && loops.current().isPresent())
                                .get(5, TimeUnit.SECONDS))
                        .isTrue();
            }
            assertThat(loops.armeria()).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theyAreOfTheirKind(Polling polling) {
        try (EventLoops loops = EventLoops.start(1, polling)) {
            IoEventLoopGroup group = (IoEventLoopGroup) loops.armeria();
            assertThat(group.isIoType(EpollIoHandler.class)).isEqualTo(polling == Polling.EPOLL);
            assertThat(group.isIoType(NioIoHandler.class)).isEqualTo(polling == Polling.NIO);
        }
    }

    // Armeria's servers and clients come and go.
    @ParameterizedTest
    @MethodSource("ways")
    void theyRunUntilTheLoopsAreClosed(Polling polling) throws Exception {
        EventLoops loops = EventLoops.start(2, polling);
        EventLoop loop = loops.armeria().next();
        loops.armeria().shutdownGracefully();
        loop.shutdownGracefully();
        assertThat(loop.isShuttingDown()).isFalse();
        assertThat(loop.submit(() -> true).get(5, TimeUnit.SECONDS)).isTrue();
        loops.close();
        assertThat(loops.armeria().terminationFuture().await(5, TimeUnit.SECONDS))
                .isTrue();
        assertThat(loop.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.isShuttingDown()).isTrue();
        assertThat(loop.isShutdown()).isTrue();
        assertThat(loop.isTerminated()).isTrue();
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private static Channel serve(EventLoops loops, Polling polling, ChannelInboundHandlerAdapter handler)
            throws InterruptedException {
        Class<? extends ServerChannel> type =
                polling == Polling.EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        return new ServerBootstrap()
                .group(loops.armeria())
                .channel(type)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(handler);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    private static ChannelFuture connect(
            EventLoops loops, Polling polling, SocketAddress address, ChannelInboundHandlerAdapter handler) {
        return new Bootstrap()
                .group(loops.armeria())
                .channel(polling == Polling.EPOLL ? EpollSocketChannel.class : NioSocketChannel.class)
                .handler(handler)
                .connect(address);
    }

    @Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ctx.writeAndFlush(message);
        }
    }

    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Boolean> all = new CompletableFuture<>();
        private int missing;

        Reader(int bytes) {
            this.missing = bytes;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            missing -= bytes.readableBytes();
            bytes.release();
            if (missing == 0) {
                all.complete(true);
            }
        }
    }
}
