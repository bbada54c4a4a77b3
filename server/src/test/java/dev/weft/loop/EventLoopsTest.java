package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.bootstrap.ServerBootstrap;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator;
import io.grpc.netty.shaded.io.netty.buffer.UnpooledByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventLoopsTest {
    private final EventLoops loops = EventLoops.start(3);

    @AfterEach
    void stop() {
        loops.close();
    }

    @Test
    void eachKnowsItself() throws Exception {
        for (int i = 0; i < 3; i++) {
            Loop loop = loops.loops().get(i);
            CompletableFuture<Optional<Loop>> current = new CompletableFuture<>();
            loop.execute(() -> current.complete(loops.current()));
            assertThat(current.get(5, TimeUnit.SECONDS)).contains(loop);
            assertThat(loop.index()).isEqualTo(i);
            assertThat(loop.isCurrent()).isFalse();
        }
        assertThat(loops.current()).isEmpty();
    }

    // Though gRPC sets an allocator by their options.
    @Test
    void connectionsBothWaysUseTheBuffersOfTheirLoop() throws Exception {
        ByteBufAllocator chosen = new UnpooledByteBufAllocator(true);
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        Channel listening = new ServerBootstrap()
                .group(loops.group())
                .channelFactory(loops.serverChannels())
                .childOption(ChannelOption.ALLOCATOR, chosen)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.complete(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        Channel made = new Bootstrap()
                .group(loops.group())
                .channelFactory(loops.channels())
                .option(ChannelOption.ALLOCATOR, chosen)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(listening.localAddress())
                .sync()
                .channel();
        for (Channel connection : List.of(made, accepted.get(5, TimeUnit.SECONDS))) {
            assertThat(connection.alloc()).isInstanceOf(LoopBuffers.class);
            assertThat(connection
                            .eventLoop()
                            .submit(() -> loops.buffers(connection.eventLoop(), chosen))
                            .get(5, TimeUnit.SECONDS))
                    .isSameAs(connection.alloc());
        }
        assertThat(loops.buffers(ImmediateEventExecutor.INSTANCE, chosen)).isSameAs(chosen);
    }

    @Test
    void theirBuffersAreGivenBackWhenTheyStop() throws Exception {
        PooledByteBufAllocator pool = new PooledByteBufAllocator(true);
        EventLoops one = EventLoops.start(1);
        one.eventLoop(0)
                .submit(() ->
                        one.buffers(one.eventLoop(0), pool).ioBuffer(60_000).release())
                .sync();
        assertThat(pool.pinnedDirectMemory()).isPositive();
        one.close();
        assertThat(pool.pinnedDirectMemory()).isZero();
    }

    @Test
    void takesTurns() {
        assertThat(loops.next().index()).isZero();
        assertThat(loops.next().index()).isEqualTo(1);
        assertThat(loops.next().index()).isEqualTo(2);
        assertThat(loops.next().index()).isZero();
    }

    @Test
    void aTimerRunsOnTheLoopUnlessCancelled() throws Exception {
        Loop loop = loops.next();
        CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
        CompletableFuture<Boolean> never = new CompletableFuture<>();
        loop.schedule(() -> never.complete(true), TimeUnit.MILLISECONDS.toNanos(10))
                .cancel();
        loop.schedule(() -> onLoop.complete(loop.isCurrent()), TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(onLoop.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(never).isNotDone();
    }

    @Test
    void whatATimerThrowsIsLogged() throws Exception {
        Logger log = (Logger) LoggerFactory.getLogger(NettyLoop.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        try {
            Loop loop = loops.next();
            CompletableFuture<Boolean> next = new CompletableFuture<>();
            loop.schedule(
                    () -> {
                        throw new IllegalStateException("a fault of the test");
                    },
                    0);
            loop.schedule(() -> next.complete(true), TimeUnit.MILLISECONDS.toNanos(1));
            assertThat(next.get(5, TimeUnit.SECONDS)).isTrue();
            assertThat(lines.list)
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line.getThrowableProxy().getMessage()).isEqualTo("a fault of the test"));
        } finally {
            log.detachAppender(lines);
        }
    }
}
