package dev.weft.downstream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.faults.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A real redis-server for a test. */
public final class RedisServer implements AutoCloseable {
    private final RedisProcess process;

    private RedisServer(RedisProcess process) {
        this.process = process;
    }

    /** Starts one; skips the test when there is none to start, but for where nobody would notice. */
    public static RedisServer start() throws Exception {
        assumeTrue(
                RedisProcess.isInstalled() || System.getenv("CI") != null,
                "there is no redis-server on the PATH (expected: Debian's package redis-server)");
        return new RedisServer(RedisProcess.start());
    }

    public void restart() throws Exception {
        process.restart();
    }

    public String uri() {
        return process.uri();
    }

    void freeze() throws Exception {
        process.freeze();
    }

    void thaw() throws Exception {
        process.thaw();
    }

    /** Writes something else over all that is there. */
    int spoil(byte[] garbage) {
        return with(connection -> {
            var keys = connection.sync().keys("*");
            keys.forEach(key -> connection.sync().set(key, garbage));
            return keys.size();
        });
    }

    private <T> T with(Function<StatefulRedisConnection<byte[], byte[]>, T> task) {
        RedisClient client = RedisClient.create();
        try (StatefulRedisConnection<byte[], byte[]> connection =
                client.connect(ByteArrayCodec.INSTANCE, RedisURI.create(uri()))) {
            return task.apply(connection);
        } finally {
            client.shutdown(0, 1, TimeUnit.SECONDS);
        }
    }

    /** Kills it. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        kill();
    }
}
