package dev.weft.bench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@code bench/run}. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        description = "Measures Weft against aggregators written by hand.")
final class Main implements Callable<Integer> {
    @Option(names = "--rounds", defaultValue = "5", description = "How many rounds (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--warmup", defaultValue = "20s", description = "Warm-up of each (default: ${DEFAULT-VALUE}).")
    private String warmup = "";

    @Option(
            names = "--warmup-pages",
            defaultValue = "40000",
            description = "And at least so many pages (default: ${DEFAULT-VALUE}).")
    private long warmupPages;

    @Option(names = "--time", defaultValue = "6s", description = "How long each round is (default: ${DEFAULT-VALUE}).")
    private String time = "";

    @Option(names = "--only", split = ",", description = "Who is measured: ${COMPLETION-CANDIDATES}.")
    private List<String> only = Contestant.labels();

    @Option(names = "--scenarios", split = ",", description = "Which: 0ms-32, 0ms-64, 20ms-32, 20ms-64, 0ms-32-one.")
    private List<String> scenarios = Scenario.ALL.stream().map(Scenario::name).toList();

    @Option(
            names = "--jvm",
            split = " ",
            description = "Options of the JVMs that are measured (default: ${DEFAULT-VALUE}).",
            defaultValue = "-Xmx512m")
    private List<String> jvm = List.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        try (Arena arena = new Arena(jvm)) {
            List<Measured> all = new ArrayList<>();
            for (String label : only) {
                all.add(new Measured(Contestant.of(label), arena));
            }
            List<Scenario> asked = Scenario.ALL.stream()
                    .filter(it -> scenarios.contains(it.name()))
                    .toList();
            for (Measured one : all) {
                long pages = 0;
                for (long start = System.nanoTime();
                        System.nanoTime() - start < millis(warmup) * 1_000_000 || pages < warmupPages; ) {
                    for (Scenario scenario : asked) {
                        pages += one.warm(scenario, 2000);
                    }
                }
                System.err.println("warm: " + one.contestant().label());
            }
            for (Scenario scenario : asked) {
                Map<String, List<Figures>> figures = new LinkedHashMap<>();
                for (int round = 0; round < rounds; round++) {
                    for (Measured one : all) {
                        Figures it = one.run(scenario, millis(time));
                        figures.computeIfAbsent(one.contestant().label(), key -> new ArrayList<>())
                                .add(it);
                        System.err.printf(
                                Locale.ROOT,
                                "%s %s %s%n",
                                scenario.name(),
                                one.contestant().label(),
                                it);
                    }
                }
            }
        }
        return 0;
    }

    private static long millis(String text) {
        return Long.parseLong(text.replace("s", "")) * 1000;
    }
}
