package dev.weft.faults;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/**
 * Knows when this process did not get to run: a thread that sleeps for some milliseconds at a time, and woke up later than it
 * wanted to. Who takes times on a busy machine takes these off: nobody answered in them, and nobody could have noticed. Safe for use by many threads.
 */
public final class Stalls {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** What is shorter is a timer's ordinary lateness. */
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Newest first. */
    private final Deque<Stall> stalls = new ConcurrentLinkedDeque<>();

    private record Stall(long start, long end) {}

    private Stalls() {}

    /** Begins to watch, until the process ends. */
    public static Stalls watch() {
        Stalls stalls = new Stalls();
        Thread thread = new Thread(stalls::run, "stalls");
        thread.setDaemon(true);
        thread.start();
        return stalls;
    }

    private void run() {
        try {
            for (long last = System.nanoTime(); ; last = System.nanoTime()) {
                TimeUnit.NANOSECONDS.sleep(STEP_NANOS);
                long now = System.nanoTime();
                if (now - last - STEP_NANOS > LEAST_NANOS) {
                    stalls.addFirst(new Stall(last + STEP_NANOS, now));
                }
                while (!stalls.isEmpty() && now - stalls.getLast().end() > REMEMBERED_NANOS) {
                    stalls.removeLast();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long it stood still between two times of {@link System#nanoTime}, of the last ten seconds. */
    public long nanosBetween(long start, long end) {
        long sum = 0;
        for (Stall stall : stalls) {
            if (stall.end() - start <= 0) {
                break;
            }
            sum += Math.max(0, Math.min(stall.end(), end) - Math.max(stall.start(), start));
        }
        return sum;
    }
}
