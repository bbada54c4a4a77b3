package dev.weft.downstream;

import dev.weft.loop.Cancellable;
import dev.weft.loop.Loop;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.EpollProvider;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one loop to Redis: made again every second while there is none. Nobody waits for it longer than its timeout; when it
 * keeps failing it is left alone for a second at a time. Safe for use by many threads.
 */
final class RedisConnection {
    /** Before it is tried again. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * For so long what was sent may go without a sign that it has come: then the connection is lost, and another is made. Only Linux can
     * be told.
     */
    private static final TcpUserTimeoutOptions SILENCE = TcpUserTimeoutOptions.builder()
            .tcpUserTimeout(Duration.ofSeconds(2))
            .enable(EpollProvider.isAvailable())
            .build();

    /** Commands that wait for an answer; more are refused. */
    private static final int MOST_WAITING = 10_000;

    private final RedisClient client;
    private final RedisURI uri;
    private final Loop loop;
    private final long timeoutNanos;
    private final Complaints complaints;
    private final CircuitBreaker breaker;
    private volatile @Nullable StatefulRedisConnection<byte[], StoredBytes> connection;
    private volatile boolean closed;

    private RedisConnection(
            RedisClient client,
            RedisURI uri,
            Loop loop,
            Duration timeout,
            CircuitBreaker breaker,
            Complaints complaints) {
        this.client = client;
        this.uri = uri;
        this.loop = loop;
        this.timeoutNanos = timeout.toNanos();
        this.breaker = breaker;
        this.complaints = complaints;
    }

    /** What Redis is told. */
    @FunctionalInterface
    interface Command<T> extends Function<RedisAsyncCommands<byte[], StoredBytes>, RedisFuture<T>> {}

    /** Takes what came of a command: null when nothing did, and where Redis has nothing. */
    @FunctionalInterface
    interface Answered<T> {
        void accept(@Nullable T value, boolean failed);
    }

    /**
     * Begins to connect.
     *
     * @param resources what it is made on: they outlive it
     * @param loop whose it is; it runs the timers
     * @param enough how many commands in ten seconds are enough to say that Redis keeps failing
     */
    static RedisConnection open(
            RedisURI uri, ClientResources resources, Loop loop, Duration timeout, int enough, Complaints complaints) {
        RedisClient client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_WAITING)
                // The client looks at its clock ten times a second, which is late for who waits for 50 ms.
                .timeoutOptions(TimeoutOptions.create())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(PAUSE)
                        .keepAlive(true)
                        .tcpUserTimeout(SILENCE)
                        .build())
                .build());
        RedisConnection connection =
                new RedisConnection(client, uri, loop, timeout, breaker(timeout, enough), complaints);
        connection.connect();
        return connection;
    }

    private static CircuitBreaker breaker(Duration timeout, int enough) {
        // Who hung when it opened has ended when it is half open.
        Duration alone = timeout.compareTo(PAUSE) > 0 ? timeout : PAUSE;
        return CircuitBreaker.of(
                "redis",
                CircuitBreakerConfig.custom()
                        .slidingWindow(10, enough, SlidingWindowType.TIME_BASED)
                        .waitDurationInOpenState(alone)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .writableStackTraceEnabled(false)
                        .clock(new ElapsedClock(System::nanoTime))
                        .build());
    }

    private void connect() {
        if (closed) {
            return;
        }
        try {
            client.connectAsync(new StoredBytes.Codec(), uri).whenComplete((made, failure) -> {
                if (made == null) {
                    connectLater();
                } else {
                    connection = made;
                }
            });
        } catch (RuntimeException e) {
            complaints.note("redis: " + e.getClass().getSimpleName());
            connectLater();
        }
    }

    private void connectLater() {
        if (!closed) {
            loop.schedule(this::connect, PAUSE.toNanos());
        }
    }

    /** Tells Redis something of which nobody awaits what comes; in the order of these calls. Nothing when the loop has stopped. */
    <T> void tell(Command<T> command) {
        try {
            loop.execute(() -> ask(command, (value, failed) -> {}));
        } catch (RejectedExecutionException e) {
            complaints.note("redis: not connected");
        }
    }

    /** Asks Redis; {@code done} is run once, possibly before this method returns, on whatever thread. */
    <T> void ask(Command<T> command, Answered<T> done) {
        StatefulRedisConnection<byte[], StoredBytes> redis = connection;
        if (redis == null) {
            complaints.note("redis: not connected");
            done.accept(null, true);
        } else if (!breaker.tryAcquirePermission()) {
            done.accept(null, true);
        } else {
            long start = System.nanoTime();
            send(command, redis.async()).whenComplete((value, failure) -> {
                note(System.nanoTime() - start, failure);
                done.accept(failure == null ? value : null, failure != null);
            });
        }
    }

    private void note(long tookNanos, @Nullable Throwable failure) {
        if (failure == null) {
            breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
        } else {
            breaker.onError(tookNanos, TimeUnit.NANOSECONDS, failure);
            complaints.note("redis: " + failure.getClass().getSimpleName());
        }
    }

    private <T> CompletableFuture<T> send(Command<T> command, RedisAsyncCommands<byte[], StoredBytes> redis) {
        try {
            return inTime(command.apply(redis).toCompletableFuture());
        } catch (RuntimeException e) {
            // Its queue is full, or it has just been closed.
            return CompletableFuture.failedFuture(e);
        }
    }

    private <T> CompletableFuture<T> inTime(CompletableFuture<T> sent) {
        if (!sent.isDone()) {
            Cancellable clock =
                    loop.schedule(() -> sent.completeExceptionally(new RedisCommandTimeoutException()), timeoutNanos);
            sent.whenComplete((value, failure) -> clock.cancel());
        }
        return sent;
    }

    /** Ends it; what is returned is done when it has ended. */
    CompletableFuture<Void> end() {
        closed = true;
        return client.shutdownAsync(0, 1, TimeUnit.SECONDS);
    }
}
