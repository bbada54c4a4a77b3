package dev.weft.bench.soak;

import dev.weft.bench.run.Child;
import dev.weft.bench.run.Progress;
import dev.weft.faults.RedisProcess;
import dev.weft.faults.WireFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Breaks and mends the payments by chance, and Redis, one fault after another, with pauses between them. */
final class Breaking {
    private static final int LEAST_MILLIS = 1000;
    private static final int MORE_MILLIS = 5000;

    /** Starts the payments at these ports. */
    interface Start {
        Child at(int grpcPort, int httpPort) throws IOException;
    }

    /** Breaks something, and mends it after a pause, at the end at the latest. */
    private interface Fault {
        void last(long end) throws IOException, InterruptedException;
    }

    private final Start start;
    private final Random chance;
    private final int grpcPort;
    private final int httpPort;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private Child payments;

    /** @param redis empty where there is none to break */
    Breaking(Start start, Optional<RedisProcess> redis, long seed) throws IOException {
        this.start = start;
        this.chance = new Random(seed);
        this.payments = start.at(0, 0);
        this.grpcPort = payments.port("ready", 1);
        this.httpPort = payments.port("ready");
        faults.add(this::killed);
        faults.add(end -> told("100 MB", "huge true", "huge false", end));
        redis.ifPresent(process -> faults.add(end -> killed(process, end)));
        EnumSet.complementOf(EnumSet.of(WireFault.NONE))
                .forEach(fault -> faults.add(end -> told(fault.name(), "wire " + fault, "wire NONE", end)));
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
                faults.get(chance.nextInt(faults.size())).last(end);
                pause(end);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void killed(long end) throws IOException, InterruptedException {
        count("killed");
        payments.kill();
        pause(end);
        payments = start.at(grpcPort, httpPort);
    }

    private void killed(RedisProcess redis, long end) throws IOException, InterruptedException {
        count("redis: killed");
        redis.kill();
        pause(end);
        redis.restart();
    }

    private void told(String fault, String breaking, String mending, long end)
            throws IOException, InterruptedException {
        count(fault);
        tell(breaking);
        pause(end);
        tell(mending);
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
