package dev.weft.bench.run;

import java.io.IOException;
import java.util.Locale;

/** A server that runs, and what is asked of it. */
final class Target {
    private static final long WARM_UP_MILLIS = 2000;
    private static final int SPOILT = 3;

    /** What a JIT that rests has done in {@link #WARM_UP_MILLIS}: half a percent of them. */
    private static final long RESTING_MILLIS = 10;

    /** Half a minute of {@link #WARM_UP_MILLIS}. */
    private static final int MOST_STEPS = 15;

    private final String label;
    private final Arena arena;
    private final Meter meter;
    private final String server;
    private final String asked;

    /**
     * @param server protocol and address, as the load's process wants them
     * @param asked the page, as the load's process calls it
     */
    Target(String label, Arena arena, Child process, String server, String asked) throws IOException {
        this.label = label;
        this.arena = arena;
        this.meter = Meter.attach(process.pid());
        this.server = server;
        this.asked = asked;
    }

    String label() {
        return label;
    }

    /**
     * Asks for pages until both the time and the pages are enough. As long as the JVM is cold, some may be late and lack something: they
     * do not count.
     *
     * @throws IllegalStateException when none is right
     */
    void warm(Scenario scenario, long millis, long pages) throws IOException {
        long end = System.nanoTime() + millis * 1_000_000;
        long right = 0;
        while (System.nanoTime() - end < 0 || right < pages) {
            Said said = Said.parse(ask(scenario, WARM_UP_MILLIS));
            right += (long) (said.get("pages") - said.get("failed") - said.get("wrong"));
            if (right == 0 && System.nanoTime() - end > 0) {
                throw new IllegalStateException(label + ": no right page while it was warmed up: " + said);
            }
        }
    }

    /**
     * Asks for pages until the JIT rests, for half a minute at most: where there are few pages a second its work would be a good part of a
     * round.
     */
    void settle(Scenario scenario) throws IOException {
        long compiled = Long.MAX_VALUE;
        for (int step = 0; step < MOST_STEPS && compiled > RESTING_MILLIS; step++) {
            long before = meter.compilationMillis();
            ask(scenario, WARM_UP_MILLIS);
            compiled = meter.compilationMillis() - before;
        }
        Progress.say(
                label + ", " + scenario.name() + (compiled > RESTING_MILLIS ? ": still compiling, " : ": settled, ")
                        + compiled + " ms of two seconds");
    }

    /**
     * Asks for pages for that long, and says what it cost. A round that something else on the machine has spoilt is made again.
     *
     * @throws IllegalStateException when that does not help
     */
    Figures run(Scenario scenario, long millis) throws IOException {
        Figures figures = once(scenario, millis);
        for (int again = 0; again < SPOILT && !figures.areRight(); again++) {
            Progress.say(label + ": once more, after " + figures);
            figures = once(scenario, millis);
        }
        if (!figures.areRight()) {
            throw new IllegalStateException(label + ": wrong or failed: " + figures);
        }
        return figures;
    }

    private Figures once(Scenario scenario, long millis) throws IOException {
        long calls = arena.calls();
        Meter.Reading before = meter.read();
        String answer = ask(scenario, millis);
        Meter.Reading after = meter.read();
        return Figures.of(answer, before, after, meter.residentBytes(), arena.calls() - calls);
    }

    private String ask(Scenario scenario, long millis) throws IOException {
        arena.delay(scenario.delayMillis());
        return arena.load()
                .ask(String.format(
                        Locale.ROOT,
                        "run %s %d %d %d %s",
                        server,
                        scenario.inFlight(),
                        scenario.connections(),
                        millis,
                        asked));
    }
}
