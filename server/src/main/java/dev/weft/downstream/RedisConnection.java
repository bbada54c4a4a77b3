package dev.weft.downstream;

import dev.weft.loop.Loop;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one connection to Redis: made again every second while there is none. Safe for use by many threads. */
final class RedisConnection implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Commands that wait for an answer; more are refused. */
    private static final int MOST_WAITING = 10_000;

    private final RedisClient client;
    private final DefaultClientResources resources;
    private final RedisURI uri;
    private final Loop loop;
    private volatile @Nullable StatefulRedisConnection<byte[], StoredBytes> connection;
    private volatile boolean closed;

    private RedisConnection(RedisClient client, DefaultClientResources resources, RedisURI uri, Loop loop) {
        this.client = client;
        this.resources = resources;
        this.uri = uri;
        this.loop = loop;
    }

    /**
     * Begins to connect.
     *
     * @param loop runs the timer of the first connection; of later ones the client sees to itself
     * @throws IllegalArgumentException when the URI is none; says nothing of it, as there may be a password in it
     */
    static RedisConnection open(RedisSettings settings, Loop loop) {
        RedisURI uri = uri(settings.uri());
        DefaultClientResources resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .reconnectDelay(Delay.constant(PAUSE))
                .nettyCustomizer(new PooledBuffers())
                .build();
        RedisClient client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_WAITING)
                .timeoutOptions(TimeoutOptions.enabled(settings.timeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(PAUSE)
                        .keepAlive(true)
                        .build())
                .build());
        RedisConnection connection = new RedisConnection(client, resources, uri, loop);
        connection.connect();
        return connection;
    }

    /** Netty's adaptive allocator, which is its default, takes buffers of the size of our answers from the machine, each time anew. */
    private static final class PooledBuffers implements NettyCustomizer {
        @Override
        public void afterBootstrapInitialized(Bootstrap bootstrap) {
            bootstrap.option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
        }
    }

    private static RedisURI uri(String text) {
        try {
            return RedisURI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "redis.uri: is none (expected: redis://host:port, or rediss://host:port for TLS)", e);
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        client.connectAsync(new StoredBytes.Codec(), uri).whenComplete((made, failure) -> {
            if (made == null) {
                loop.schedule(this::connect, PAUSE.toNanos());
            } else {
                connection = made;
            }
        });
    }

    /** What Redis can be told with; null while it has never been reached. */
    @Nullable
    RedisAsyncCommands<byte[], StoredBytes> commands() {
        StatefulRedisConnection<byte[], StoredBytes> now = connection;
        return now == null ? null : now.async();
    }

    /** Ends it, without waiting for anything. */
    @Override
    public void close() {
        closed = true;
        client.shutdownAsync(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
