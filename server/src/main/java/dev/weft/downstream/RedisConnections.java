package dev.weft.downstream;

import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.EventLoopGroupProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.resource.Transports;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to Redis: each loop has one, and where the client can be on Weft's loops it is there itself, so that what a loop asks
 * is answered without a change of threads. Over TLS it has threads of its own: it makes all that TLS needs anew at each attempt to
 * connect, which would keep the pages waiting. Safe for use by many threads.
 */
final class RedisConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisConnections.class);

    /** For names, the connection, its TLS and the first words on it: only then it is tried again. */
    private static final Duration GREETING = Duration.ofSeconds(3);

    /** So many commands in ten seconds, of all connections, are enough to say that Redis keeps failing. */
    private static final int ENOUGH = 10;

    private final List<RedisConnection> connections;

    /** Of each connection, and last those that all of them share. */
    private final List<ClientResources> resources;

    private RedisConnections(List<RedisConnection> connections, List<ClientResources> resources) {
        this.connections = connections;
        this.resources = resources;
    }

    /**
     * Begins to connect.
     *
     * @throws IllegalArgumentException when the URI is none; says nothing of it, as there may be a password in it
     */
    static RedisConnections open(RedisSettings settings, EventLoops loops, Complaints complaints) {
        RedisURI uri = parse(settings.uri());
        ClientResources shared = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .reconnectDelay(Delay.constant(RedisConnection.PAUSE))
                .nettyCustomizer(new PooledBuffers())
                .build();
        int enough = Math.max(2, ENOUGH / loops.loops().size());
        List<RedisConnection> connections = new ArrayList<>();
        List<ClientResources> resources = new ArrayList<>();
        for (Loop loop : loops.loops()) {
            ClientResources own = uri.isSsl() ? shared : on(loop, loops, shared);
            connections.add(RedisConnection.open(uri, own, loop, settings.timeout(), enough, complaints));
            resources.add(own);
        }
        resources.add(shared);
        return new RedisConnections(List.copyOf(connections), List.copyOf(resources));
    }

    private static RedisURI parse(String uri) {
        try {
            RedisURI parsed = RedisURI.create(uri);
            if (parsed.getTimeout().equals(RedisURI.DEFAULT_TIMEOUT_DURATION)) {
                parsed.setTimeout(GREETING);
            }
            return parsed;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "redis.uri: is none (expected: redis://host:port, or rediss://host:port for TLS)", e);
        }
    }

    private static ClientResources on(Loop loop, EventLoops loops, ClientResources shared) {
        return loops.takesFromArmeria(Transports.socketChannelClass())
                ? shared.mutate()
                        .eventLoopGroupProvider(new OneLoop(loops.armeriaLoops().get(loop.index())))
                        .build()
                : shared;
    }

    /** That of the loop. */
    RedisConnection on(Loop loop) {
        return connections.get(loop.index());
    }

    /** Always the same one, whoever asks: what changes a key comes to Redis in its order. */
    RedisConnection of(CacheKey key) {
        return connections.get(Math.floorMod(key.hashCode(), connections.size()));
    }

    /** Ends them, and waits for that, at most a second: the loops may stop next. Not to be called on a loop. */
    @Override
    public void close() {
        CompletableFuture<?>[] ends =
                connections.stream().map(RedisConnection::end).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("a connection to Redis has not ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        resources.forEach(each -> each.shutdown(0, 1, TimeUnit.SECONDS));
    }

    /** Netty's adaptive allocator, which is its default, takes buffers of the size of our answers from the machine, each time anew. */
    private static final class PooledBuffers implements NettyCustomizer {
        @Override
        public void afterBootstrapInitialized(Bootstrap bootstrap) {
            bootstrap.option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
        }
    }

    /** Gives the client a loop to be on, which is not the client's to stop. */
    private record OneLoop(EventLoop loop) implements EventLoopGroupProvider {
        // The client asks for the group that it would make itself, and takes any.
        @SuppressWarnings("unchecked")
        @Override
        public <T extends EventLoopGroup> T allocate(Class<T> type) {
            return (T) loop;
        }

        @Override
        public int threadPoolSize() {
            return 1;
        }

        @Override
        public Future<Boolean> release(EventExecutorGroup group, long quietPeriod, long timeout, TimeUnit unit) {
            return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
        }

        @Override
        public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit unit) {
            return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
        }
    }
}
