package dev.weft.bench.run;

import java.util.ArrayList;
import java.util.List;

/** How the page is asked for. */
record Scenario(String name, int delayMillis, int inFlight, int connections) {
    static final List<Scenario> ALL = List.of(
            new Scenario("0ms-32", 0, 32, 4),
            new Scenario("0ms-64", 0, 64, 4),
            new Scenario("20ms-32", 20, 32, 4),
            new Scenario("20ms-64", 20, 64, 4),
            new Scenario("20ms-64-each", 20, 64, 64),
            new Scenario("0ms-32-one", 0, 32, 1));

    /** @throws IllegalArgumentException when there is none */
    static Scenario of(String name) {
        return ALL.stream()
                .filter(it -> it.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("scenario: " + name + " (expected: " + names() + ")"));
    }

    static List<String> names() {
        return ALL.stream().map(Scenario::name).toList();
    }

    /** The same without waiting for the downstream. */
    Scenario withoutDelay() {
        return new Scenario(name, 0, inFlight, connections);
    }

    /** In words. */
    String title() {
        return name + ": " + delayMillis + " ms of downstream delay, " + inFlight + " in flight, "
                + (connections == 1 ? "1 connection" : connections + " connections");
    }

    /** What the command line offers. */
    static final class Names extends ArrayList<String> {
        Names() {
            super(names());
        }
    }
}
