package dev.weft.bench.soak;

import dev.weft.bench.run.Child;
import dev.weft.bench.run.Progress;
import dev.weft.faults.RedisProcess;
import dev.weft.faults.WireFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Breaks and mends the payments by chance, and Redis, one fault after another, with pauses between them. */
final class Breaking {
    private static final int KILL = 0;
    private static final int HUGE = 1;
    private static final int REDIS = 2;
    private static final int FIRST_WIRE_FAULT = 3;
    private static final int LEAST_MILLIS = 1000;
    private static final int MORE_MILLIS = 5000;

    /** Starts the payments at these ports. */
    interface Start {
        Child at(int grpcPort, int httpPort) throws IOException;
    }

    private final Start start;
    private final Optional<RedisProcess> redis;
    private final Random chance;
    private final int grpcPort;
    private final int httpPort;
    private final Map<String, Integer> counts = new TreeMap<>();
    private Child payments;

    /** @param redis empty where there is none to break */
    Breaking(Start start, Optional<RedisProcess> redis, long seed) throws IOException {
        this.start = start;
        this.redis = redis;
        this.chance = new Random(seed);
        this.payments = start.at(0, 0);
        this.grpcPort = payments.port("ready", 1);
        this.httpPort = payments.port("ready");
    }

    int grpcPort() {
        return grpcPort;
    }

    int httpPort() {
        return httpPort;
    }

    /** How often each fault has been. */
    Map<String, Integer> counts() {
        return counts;
    }

    /** Breaks and mends for that long, on a thread of its own; whoever joins it finds all mended. */
    Thread begin(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        Thread thread = new Thread(() -> run(end), "breaking");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void run(long end) {
        try {
            pause(end);
            while (System.nanoTime() - end < 0) {
                once(end);
                pause(end);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void once(long end) throws IOException, InterruptedException {
        // NONE is not among them, KILL, HUGE and REDIS are.
        int choice = chance.nextInt(WireFault.values().length + 2);
        if (choice == REDIS) {
            redis(end);
        } else if (choice == KILL) {
            count("killed");
            payments.kill();
            pause(end);
            payments = start.at(grpcPort, httpPort);
        } else {
            @Nullable WireFault fault = choice == HUGE ? null : WireFault.values()[choice - FIRST_WIRE_FAULT + 1];
            count(fault == null ? "100 MB" : fault.name());
            tell(fault == null ? "huge true" : "wire " + fault);
            pause(end);
            tell(fault == null ? "huge false" : "wire NONE");
        }
    }

    private void redis(long end) throws IOException, InterruptedException {
        if (redis.isPresent()) {
            count("redis: killed");
            redis.get().kill();
            pause(end);
            redis.get().restart();
        }
    }

    private void tell(String command) throws IOException {
        String answer = payments.ask(command);
        if (!answer.equals("ok")) {
            throw new IOException(command + ": " + answer);
        }
    }

    private void count(String fault) {
        Progress.say("broken: " + fault);
        counts.merge(fault, 1, Integer::sum);
    }

    private void pause(long end) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        TimeUnit.MILLISECONDS.sleep(Math.max(0, Math.min(left, LEAST_MILLIS + chance.nextInt(MORE_MILLIS))));
    }
}
