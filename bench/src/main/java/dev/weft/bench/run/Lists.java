package dev.weft.bench.run;

import dev.weft.bench.data.Shop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** How long a page takes that makes a call for each element of a list, and another with what that brought, against the calls themselves. */
final class Lists {
    private static final int DELAY_MILLIS = 20;
    private static final double MICROS = 1000;
    private static final List<Scenario> SCENARIOS =
            List.of(new Scenario("20ms-1", DELAY_MILLIS, 1, 1), new Scenario("20ms-8", DELAY_MILLIS, 8, 4));

    /** Of the default `max_parallel`. */
    private static final int WIDTH = 16;

    /** The list, the first of the elements' calls in as many waves as they need, and after the last of them its second. */
    private static final int WAVES = 1 + (Shop.ITEMS + WIDTH - 1) / WIDTH + 1;

    private Lists() {}

    static String measure(Arena arena, Rounds rounds) throws IOException {
        try (Child weft = arena.weft(Arena.listing())) {
            String server = "grpc 127.0.0.1:" + weft.port("gRPC");
            List<Target> targets = new ArrayList<>();
            targets.add(new Target("listing", arena, weft, server, "LISTING"));
            StringBuilder table =
                    new StringBuilder("\n## A call for each of " + Shop.ITEMS + " elements, and a second\n\n"
                            + "| in flight | p50 ms | p99 ms | the calls ms | p50 / calls | p99 / calls | bar | calls/page |\n"
                            + "|---|---|---|---|---|---|---|---|\n");
            Map<Scenario, Results> all = rounds.withoutWarmUpPages().measure(targets, SCENARIOS);
            SCENARIOS.forEach(scenario -> table.append(row(scenario, Objects.requireNonNull(all.get(scenario)))));
            return table.toString();
        }
    }

    private static String row(Scenario scenario, Results results) {
        double calls = WAVES * DELAY_MILLIS;
        double p50 = results.spread("listing", Figures::p50).median() / MICROS;
        double p99 = results.spread("listing", Figures::p99).median() / MICROS;
        return String.format(
                Locale.ROOT,
                "| %d | %.1f | %.1f | %.0f | %.2f | %.2f | 1.3 | %.2f |%n",
                scenario.inFlight(),
                p50,
                p99,
                calls,
                p50 / calls,
                p99 / calls,
                results.spread("listing", Figures::callsPerPage).median());
    }
}
