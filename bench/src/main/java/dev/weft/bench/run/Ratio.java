package dev.weft.bench.run;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Two figures of one scenario that are compared, and what the ratio is not to exceed. */
record Ratio(String what, String scenario, String one, String other, ToDoubleFunction<Figures> figure, String bar) {
    static final String TITLES = "| what | scenario | of | median | least to most | bar |\n|---|---|---|---|---|---|\n";

    static final List<Ratio> ALL = List.of(
            new Ratio("processor time", "0ms-32", "weft-grpc", "hand-grpc", Figures::cpuMicrosPerPage, "0.75"),
            new Ratio("processor time", "0ms-64", "weft-grpc", "hand-grpc", Figures::cpuMicrosPerPage, "0.75"),
            new Ratio("processor time", "20ms-64", "weft-grpc", "hand-grpc", Figures::cpuMicrosPerPage, "0.75"),
            new Ratio("processor time", "0ms-32", "weft-grpc", "relay", Figures::cpuMicrosPerPage, "1.3"),
            new Ratio("processor time", "0ms-64", "weft-grpc", "relay", Figures::cpuMicrosPerPage, "1.3"),
            new Ratio("processor time", "20ms-64", "weft-grpc", "relay", Figures::cpuMicrosPerPage, "1.3"),
            new Ratio("processor time", "0ms-32", "weft-http1", "armeria-http1", Figures::cpuMicrosPerPage, "0.70"),
            new Ratio("processor time", "0ms-64", "weft-http1", "armeria-http1", Figures::cpuMicrosPerPage, "0.70"),
            new Ratio("processor time", "0ms-32", "weft-h2c", "armeria-h2c", Figures::cpuMicrosPerPage, ""),
            new Ratio("p99", "20ms-64", "weft-grpc", "hand-grpc", Figures::p99, "1.1"),
            new Ratio("allocated bytes", "0ms-32", "weft-grpc", "hand-grpc", Figures::allocatedPerPage, "0.60"),
            new Ratio(
                    "processor time, with its log",
                    "0ms-32",
                    "weft-grpc-log",
                    "weft-grpc",
                    Figures::cpuMicrosPerPage,
                    ""),
            new Ratio(
                    "processor time, with its metrics",
                    "0ms-32",
                    "weft-grpc",
                    "weft-grpc-uncounted",
                    Figures::cpuMicrosPerPage,
                    "1.05"),
            new Ratio(
                    "processor time, three downstreams",
                    "0ms-32",
                    "weft-grpc-apart",
                    "weft-grpc",
                    Figures::cpuMicrosPerPage,
                    ""),
            new Ratio(
                    "processor time, two addresses",
                    "0ms-32",
                    "weft-grpc-two",
                    "weft-grpc",
                    Figures::cpuMicrosPerPage,
                    ""));

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
