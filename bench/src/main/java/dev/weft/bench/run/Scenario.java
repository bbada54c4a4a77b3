package dev.weft.bench.run;

import java.util.List;

/** How the page is asked for. */
record Scenario(String name, int delayMillis, int inFlight, int connections) {
    static final List<Scenario> ALL = List.of(
            new Scenario("0ms-32", 0, 32, 4),
            new Scenario("0ms-64", 0, 64, 4),
            new Scenario("20ms-32", 20, 32, 4),
            new Scenario("20ms-64", 20, 64, 4),
            new Scenario("0ms-32-one", 0, 32, 1));
}
