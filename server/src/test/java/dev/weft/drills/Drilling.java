package dev.weft.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What all drills do: let clients ask, wait until all is well again, and look whether anything is left behind. */
final class Drilling {
    /** How long something stays broken. */
    static final Duration LENGTH = Duration.ofSeconds(Long.getLong("weft.drill.seconds", 1));

    /** How long pages are asked for before something breaks. */
    static final Duration BEFORE = Duration.ofMillis(300);

    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int IN_A_ROW = 5;

    /** What tables of metrics and memories may come to hold that they did not hold before. */
    private static final long HEAP_ALLOWANCE = 4L << 20;

    /** Pools start their threads one by one, as connections come: so many make them start them all. */
    private static final int CONNECTIONS = 16;

    private final DrilledWeft weft;
    private final long heap;
    private final Map<String, Long> threads;

    private Drilling(DrilledWeft weft, long heap, Map<String, Long> threads) {
        this.weft = weft;
        this.heap = heap;
        this.threads = threads;
    }

    /** Warms everything up, and takes down what Weft holds on to. */
    static Drilling begin(DrilledWeft weft, Clients clients) throws Exception {
        untilWhole(clients);
        clients.learn();
        Clients.Asking warmUp = clients.begin();
        TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
        warmUp.end();
        for (int i = 0; i < CONNECTIONS; i++) {
            weft.inFlight();
        }
        return new Drilling(weft, weft.vitals().heap(), weft.vitals().threads());
    }

    /** Waits until pages are complete, and says how long that took. */
    static Duration untilWhole(Clients clients) throws InterruptedException {
        long start = System.nanoTime();
        long first = start;
        for (int inARow = 0; inARow < IN_A_ROW; ) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("until pages are complete")
                    .isLessThan(PATIENCE);
            if (clients.complete()) {
                first = inARow == 0 ? System.nanoTime() : first;
                inARow++;
            } else {
                inARow = 0;
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        return Duration.ofNanos(first - start);
    }

    /** Nothing is under way any more, no buffer was lost, no thread and no memory is still held. Says how much the heap has grown. */
    String nothingIsLeft() throws Exception {
        await("pages and calls under way", weft::inFlight);
        long left = weft.vitals().heap();
        assertThat(left - heap).as("bytes of heap over %d", heap).isLessThan(HEAP_ALLOWANCE);
        weft.vitals()
                .threads()
                .forEach((kind, count) -> assertThat(count).as(kind).isLessThanOrEqualTo(allowed(kind)));
        assertThat(weft.leaks()).isEmpty();
        return String.format(Locale.ROOT, "%+.1f MB", (left - heap) / (double) (1 << 20));
    }

    /** Lettuce's pools start another thread when they connect anew, as long as they have fewer than they may. */
    private long allowed(String kind) {
        long before = threads.getOrDefault(kind, 0L);
        return kind.startsWith("lettuce-")
                ? Math.max(before, Math.max(2, Runtime.getRuntime().availableProcessors()))
                : before;
    }

    /** Waits until a figure is zero. */
    static void await(String what, Figure figure) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long now = figure.read();
        while (now != 0 && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(50);
            now = figure.read();
        }
        assertThat(now).as(what).isZero();
    }

    /** Something that can be counted. */
    interface Figure {
        long read() throws Exception;
    }
}
