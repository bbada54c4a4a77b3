package dev.weft.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What the rounds of one scenario gave, by label. Not thread-safe. */
final class Results {
    private final Map<String, List<Figures>> rounds = new LinkedHashMap<>();

    void add(String label, Figures figures) {
        rounds.computeIfAbsent(label, key -> new ArrayList<>()).add(figures);
    }

    boolean has(String label) {
        return rounds.containsKey(label);
    }

    /** A Markdown table: medians, and of the processor time the least and the most. */
    String table() {
        StringBuilder table = new StringBuilder("| | µs/page | (least to most) | pages/s | p50 ms | p99 ms | p99.9 ms"
                + " | allocated bytes/page | RSS MB | calls/page |\n|---|---|---|---|---|---|---|---|---|---|\n");
        rounds.forEach((label, all) -> table.append(row(label, all)));
        return table.toString();
    }

    private static String row(String label, List<Figures> all) {
        Spread cpu = Spread.of(all.stream().mapToDouble(Figures::cpuMicrosPerPage));
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f to %.1f | %.0f | %.2f | %.2f | %.2f | %,.0f | %.0f | %.2f |%n",
                label,
                cpu.median(),
                cpu.least(),
                cpu.most(),
                median(all, Figures::pagesPerSecond),
                median(all, Figures::p50) / 1000,
                median(all, Figures::p99) / 1000,
                median(all, Figures::p999) / 1000,
                median(all, Figures::allocatedPerPage),
                median(all, Figures::residentMegabytes),
                median(all, Figures::callsPerPage));
    }

    /** Of each round one's figure divided by the other's. */
    Spread ratio(String one, String other, ToDoubleFunction<Figures> figure) {
        List<Figures> ones = rounds.getOrDefault(one, List.of());
        List<Figures> others = rounds.getOrDefault(other, List.of());
        return Spread.of(IntStream.range(0, Math.min(ones.size(), others.size()))
                .mapToDouble(i -> figure.applyAsDouble(ones.get(i)) / figure.applyAsDouble(others.get(i))));
    }

    /** One figure of all rounds. */
    Spread spread(String label, ToDoubleFunction<Figures> figure) {
        return Spread.of(rounds.getOrDefault(label, List.of()).stream().mapToDouble(figure));
    }

    private static double median(List<Figures> all, ToDoubleFunction<Figures> figure) {
        return Spread.of(all.stream().mapToDouble(figure)).median();
    }
}
