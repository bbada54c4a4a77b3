package dev.weft.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;

/** How often each case was hit. */
final class Hits {
    private final Map<Case, Integer> counts = new EnumMap<>(Case.class);

    void hit(Case hit) {
        counts.merge(hit, 1, Integer::sum);
    }

    void hitIf(boolean condition, Case hit) {
        if (condition) {
            hit(hit);
        }
    }

    void print() {
        StringBuilder table = new StringBuilder("Cases hit:\n");
        for (Case each : Case.values()) {
            table.append(String.format("  %-32s %,10d%n", each, counts.getOrDefault(each, 0)));
        }
        System.out.println(table);
    }

    void requireEach(int least) {
        for (Case each : Case.values()) {
            assertThat(counts.getOrDefault(each, 0)).as("hits of %s", each).isGreaterThanOrEqualTo(least);
        }
    }
}
