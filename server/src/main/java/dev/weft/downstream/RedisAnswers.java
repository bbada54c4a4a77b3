package dev.weft.downstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.downstream.CallListener.Memory;
import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import io.lettuce.core.KeyValue;
import io.lettuce.core.SetArgs;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers in Redis. What it says goes on on the loop that asked. */
final class RedisAnswers implements SharedAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(RedisAnswers.class);

    private final EventLoops loops;
    private final RedisConnections connections;
    private final byte[] prefix;
    private final CallListener listener;
    private final Complaints complaints;
    private final ConcurrentMap<Loop, RedisLookups> lookups = new ConcurrentHashMap<>();

    private RedisAnswers(
            EventLoops loops,
            RedisConnections connections,
            String keyPrefix,
            CallListener listener,
            Complaints complaints) {
        this.loops = loops;
        this.connections = connections;
        this.prefix = (keyPrefix + ":").getBytes(UTF_8);
        this.listener = listener;
        this.complaints = complaints;
    }

    /**
     * Begins to connect; does not wait for it.
     *
     * @throws IllegalArgumentException when the URI is none
     */
    static SharedAnswers open(RedisSettings settings, EventLoops loops, CallListener listener) {
        Complaints complaints = new Complaints(LOG, System::nanoTime);
        RedisConnections connections = RedisConnections.open(settings, loops, complaints);
        return new RedisAnswers(loops, connections, settings.keyPrefix(), listener, complaints);
    }

    @Override
    public void find(CacheKey key, Loop loop, Consumer<@Nullable CachedAnswer> found) {
        lookups.computeIfAbsent(loop, each -> new RedisLookups(each, this::name, this::find))
                .add(key, found);
    }

    private void find(List<RedisLookups.Lookup> lookups, Loop loop, Runnable told) {
        byte[][] names = lookups.stream().map(RedisLookups.Lookup::name).toArray(byte[][]::new);
        connections.on(loop).ask(redis -> redis.mget(names), (values, failed) -> {
            Runnable tell = () -> {
                try {
                    found(lookups, values, loop);
                } finally {
                    told.run();
                }
            };
            if (loop.isCurrent()) {
                tell.run();
            } else {
                loop.execute(tell);
            }
        });
    }

    /** @param values null when there was no answer */
    private void found(
            List<RedisLookups.Lookup> lookups, @Nullable List<KeyValue<byte[], StoredBytes>> values, Loop loop) {
        for (int i = 0; i < lookups.size(); i++) {
            // Whatever goes wrong for one, the others are told too.
            try {
                found(lookups.get(i), values == null, values == null ? null : values.get(i), loop);
            } catch (RuntimeException | Error e) {
                LOG.error("a call that was looked up in Redis", e);
            }
        }
    }

    private void found(
            RedisLookups.Lookup lookup, boolean failed, @Nullable KeyValue<byte[], StoredBytes> found, Loop loop) {
        StoredBytes value = found == null ? null : found.getValueOrElse(null);
        CachedAnswer answer = value == null ? null : read(lookup.name(), value, loop);
        listener.looked(failed ? Memory.FAILED : answer == null ? Memory.MISS : Memory.HIT);
        lookup.found().accept(answer);
    }

    private @Nullable CachedAnswer read(byte[] name, StoredBytes value, Loop loop) {
        StoredAnswer stored = StoredAnswer.decode(name, value);
        if (stored == null) {
            complaints.note("redis: what is kept there is no answer");
            return null;
        }
        long age = Math.max(0, System.currentTimeMillis() - stored.storedMillis());
        long now = loop.nanoTime();
        return new CachedAnswer(
                stored.message(), now - TimeUnit.MILLISECONDS.toNanos(age), stored.lifetime(), Duration.ZERO);
    }

    @Override
    public void keep(CacheKey key, CachedAnswer answer) {
        byte[] name = name(key, Fingerprint.sha256());
        StoredBytes value =
                new StoredAnswer(answer.message(), System.currentTimeMillis(), answer.lifetime()).encode(name);
        long millis = Math.max(1, answer.keep().toMillis());
        connections.of(key).tell(redis -> redis.set(name, value, SetArgs.Builder.px(millis)));
    }

    @Override
    public void forget(CacheKey key) {
        byte[] name = name(key, Fingerprint.sha256());
        // Before what this loop asks next, and behind what was kept for the key.
        loops.current().map(connections::on).ifPresent(own -> own.ask(redis -> redis.del(name), (done, failed) -> {}));
        connections.of(key).tell(redis -> redis.del(name));
    }

    /** Of a length that does not depend on what was asked. */
    private byte[] name(CacheKey key, MessageDigest sha256) {
        byte[] digest = Base64.getUrlEncoder().withoutPadding().encode(sha256.digest(key.bytes()));
        byte[] name = new byte[prefix.length + digest.length];
        System.arraycopy(prefix, 0, name, 0, prefix.length);
        System.arraycopy(digest, 0, name, prefix.length, digest.length);
        return name;
    }

    @Override
    public void close() {
        connections.close();
    }
}
