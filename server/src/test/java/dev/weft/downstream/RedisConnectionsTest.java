package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import dev.weft.loop.NioLoops;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** To a real Redis. */
class RedisConnectionsTest {
    private static final Complaints COMPLAINTS =
            new Complaints(LoggerFactory.getLogger(RedisConnectionsTest.class), System::nanoTime);

    private RedisServer redis;

    @BeforeEach
    void start() throws Exception {
        redis = RedisServer.start();
    }

    @AfterEach
    void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    /** What Redis calls the connection of each loop, and whether its answer to that came on the loop. */
    private record Asked(@Nullable Long id, boolean onLoop) {}

    private List<Asked> askOnEach(EventLoops loops) throws Exception {
        RedisSettings settings = new RedisSettings(redis.uri(), Duration.ofSeconds(5), "weft");
        List<Asked> asked = new ArrayList<>();
        try (RedisConnections connections = RedisConnections.open(settings, loops, COMPLAINTS)) {
            for (Loop loop : loops.loops()) {
                asked.add(ask(connections, loop));
            }
        }
        return asked;
    }

    /** Until it is connected. */
    private static Asked ask(RedisConnections connections, Loop loop) throws Exception {
        for (int i = 0; i < 500; i++) {
            CompletableFuture<Asked> done = new CompletableFuture<>();
            loop.execute(() -> connections
                    .on(loop)
                    .ask(RedisAsyncCommands::clientId, (id, failed) -> done.complete(new Asked(id, loop.isCurrent()))));
            Asked asked = done.get(5, TimeUnit.SECONDS);
            if (asked.id() != null) {
                return asked;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("not connected");
    }

    @Test
    void whatALoopAsksIsAnsweredOnItOverAConnectionOfItsOwn() throws Exception {
        try (EventLoops loops = EventLoops.start(3)) {
            List<Asked> asked = askOnEach(loops);
            assertThat(asked).extracting(Asked::onLoop).containsOnly(true);
            assertThat(asked).extracting(Asked::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatChangesAKeyGoesOverOneConnection() throws Exception {
        RedisSettings settings = new RedisSettings(redis.uri(), Duration.ofSeconds(5), "weft");
        try (EventLoops loops = EventLoops.start(3);
                RedisConnections connections = RedisConnections.open(settings, loops, COMPLAINTS)) {
            Set<RedisConnection> all =
                    loops.loops().stream().map(connections::on).collect(Collectors.toSet());
            Set<RedisConnection> used = new HashSet<>();
            for (byte i = -100; i < 100; i++) {
                RedisConnection one = connections.of(new CacheKey(new byte[] {i}, 31 * i));
                assertThat(connections.of(new CacheKey(new byte[] {i}, 31 * i))).isSameAs(one);
                used.add(one);
            }
            assertThat(used).isEqualTo(all);
        }
    }

    @Test
    void whoDoesNotGreetIsTriedAgain() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                EventLoops loops = EventLoops.start(1)) {
            silent.setSoTimeout(10_000);
            String uri = "redis://127.0.0.1:" + silent.getLocalPort();
            RedisSettings settings = new RedisSettings(uri, Duration.ofSeconds(5), "weft");
            RedisConnections connections = RedisConnections.open(settings, loops, COMPLAINTS);
            try (Socket first = silent.accept();
                    Socket second = silent.accept()) {
                assertThat(second.getPort()).isNotEqualTo(first.getPort());
            }
            connections.close();
        }
    }

    @Test
    void whereTheLoopsTakeOtherSocketsThanTheClientHasItIsOnItsOwn() throws Exception {
        try (EventLoops loops = NioLoops.start(2)) {
            assertThat(askOnEach(loops)).hasSize(2);
        }
    }
}
