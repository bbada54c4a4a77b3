package dev.weft.bench.load;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One stretch of asking: when it ends, and what came of it. Confined to the load's one loop, but for {@link #await}. */
final class Round {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final double MICROS = 1000.0;

    private final Histogram latencies = new Histogram(LONGEST_NANOS, 3);
    private final CountDownLatch running;
    private final Checker checker;
    private final int users;
    private final long endNanos;
    private long wrong;
    private long failed;
    private int turn;

    Round(int inFlight, Checker checker, int users, long millis) {
        this.running = new CountDownLatch(inFlight);
        this.checker = checker;
        this.users = users;
        this.endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }

    int nextUser() {
        turn = (turn + 1) % users;
        return turn;
    }

    /** @param answer null when there was none */
    void answered(byte @Nullable [] answer, int user, long tookNanos) {
        latencies.recordValue(Math.min(tookNanos, LONGEST_NANOS));
        if (answer == null) {
            failed++;
        } else if (!checker.accepts(answer, user)) {
            wrong++;
        }
    }

    void slotEnded() {
        running.countDown();
    }

    /** Waits until the last answer is there, and says in a line what there was. */
    String await(long startNanos) throws InterruptedException {
        running.await();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        return String.format(
                Locale.ROOT,
                "pages %d failed %d wrong %d seconds %.6f p50 %.1f p99 %.1f p999 %.1f",
                latencies.getTotalCount(),
                failed,
                wrong,
                seconds,
                latencies.getValueAtPercentile(50) / MICROS,
                latencies.getValueAtPercentile(99) / MICROS,
                latencies.getValueAtPercentile(99.9) / MICROS);
    }
}
