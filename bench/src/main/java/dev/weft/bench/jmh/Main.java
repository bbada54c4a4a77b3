package dev.weft.bench.jmh;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs every benchmark of this package and prints the ratios. Its arguments are JMH's own: {@code -f 1 -i 3} for a shorter run. */
final class Main {
    private static final int FEW = 200;
    private static final int MANY = 2000;

    private Main() {}

    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
        CommandLineOptions given = new CommandLineOptions(arguments);
        Scores ways = run(given, ProjectionBenchmark.class.getName() + ".*", "20");
        Scores lengths = run(given, ProjectionBenchmark.class.getName() + ".weft", "200", "2000");
        Scores json = run(given, JsonBenchmark.class.getName() + ".*");
        System.out.printf(
                Locale.ROOT,
                """

                | what | ns | Weft's | ratio |
                |---|---|---|---|
                %s%s%s%s""",
                row("projection of 20 items of 6 fields: generated classes", ways.of("generated"), ways.of("weft")),
                row("the same: DynamicMessage", ways.of("dynamic"), ways.of("weft")),
                row("JSON of a page: parsed, then JsonFormat", json.of("jsonFormat"), json.of("weft")),
                row("the same: JsonFormat alone", json.of("jsonFormatOfMessage"), json.of("weft")));
        double few = lengths.of("weft", FEW) / ProjectionBenchmark.answer(FEW).length;
        double many = lengths.of("weft", MANY) / ProjectionBenchmark.answer(MANY).length;
        System.out.printf(
                Locale.ROOT,
                "%nProjection, ns per byte: %.3f of %d items, %.3f of %d: %.2f times.%n",
                few,
                FEW,
                many,
                MANY,
                many / few);
    }

    private static Scores run(CommandLineOptions given, String benchmarks, String... items) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(given)
                .include(benchmarks)
                .forks(given.getForkCount().orElse(2))
                .warmupIterations(given.getWarmupIterations().orElse(5))
                .warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)))
                .measurementIterations(given.getMeasurementIterations().orElse(5))
                .measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(1)));
        if (items.length > 0) {
            options.param("items", items);
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        return new Scores(results);
    }

    private static String row(String what, double theirs, double wefts) {
        return String.format(Locale.ROOT, "| %s | %.0f | %.0f | %.1f |%n", what, theirs, wefts, theirs / wefts);
    }

    /** Nanoseconds per call, by method. */
    private record Scores(Collection<RunResult> results) {
        double of(String method) {
            return of(method, -1);
        }

        double of(String method, int items) {
            return results.stream()
                    .filter(it -> it.getParams().getBenchmark().endsWith("." + method))
                    .filter(it -> items < 0 || it.getParams().getParam("items").equals(Integer.toString(items)))
                    .mapToDouble(it -> it.getPrimaryResult().getScore())
                    .findFirst()
                    .orElseThrow();
        }
    }
}
