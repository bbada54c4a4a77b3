package dev.weft.bench.run;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Two figures of one scenario that are compared, and what the ratio is not to exceed. */
record Ratio(String what, String scenario, String one, String other, ToDoubleFunction<Figures> figure, String bar) {
    static final String TITLES = "| what | scenario | of | median | least to most | bar |\n|---|---|---|---|---|---|\n";

    static final List<Ratio> ALL = Stream.of(
                    everywhere("weft-grpc", "hand-grpc", "0.75"),
                    everywhere("weft-grpc", "relay", "1.3"),
                    everywhere("weft-grpc", "relay-unretried", ""),
                    everywhere("weft-grpc", "weft-grpc-before", ""),
                    everywhere("weft-http1", "armeria-http1", "0.70"),
                    everywhere("weft-h2c", "armeria-h2c", ""),
                    Stream.of(
                            new Ratio("p99", "20ms-64", "weft-grpc", "hand-grpc", Figures::p99, "1.1"),
                            new Ratio(
                                    "allocated bytes",
                                    "0ms-32",
                                    "weft-grpc",
                                    "hand-grpc",
                                    Figures::allocatedPerPage,
                                    "0.60"),
                            processor("0ms-32", "weft-grpc-log", "weft-grpc", ""),
                            processor("0ms-32", "weft-grpc", "weft-grpc-uncounted", "1.05"),
                            processor("0ms-32", "weft-grpc-apart", "weft-grpc", ""),
                            processor("0ms-32", "weft-grpc-two", "weft-grpc", "")))
            .flatMap(ratios -> ratios)
            .toList();

    private static Stream<Ratio> everywhere(String one, String other, String bar) {
        return Scenario.names().stream().map(scenario -> processor(scenario, one, other, bar));
    }

    private static Ratio processor(String scenario, String one, String other, String bar) {
        return new Ratio("processor time", scenario, one, other, Figures::cpuMicrosPerPage, bar);
    }

    boolean isIn(Results results) {
        return results.has(one) && results.has(other);
    }

    String row(Results results) {
        Spread ratio = results.ratio(one, other, figure);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s / %s | %.2f | %.2f to %.2f | %s |%n",
                what,
                scenario,
                one,
                other,
                ratio.median(),
                ratio.least(),
                ratio.most(),
                bar);
    }
}
