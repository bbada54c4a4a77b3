package dev.weft.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The command line of {@code bench/run}. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        description =
                "Measures Weft against aggregators written by hand, and prints tables in Markdown. Without options it"
                        + " measures everybody in every scenario.")
final class Main implements Callable<Integer> {
    private static final long MILLIS = 1000;

    @Option(names = "--rounds", defaultValue = "6", description = "How many rounds. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--processes",
            defaultValue = "2",
            description = "How many processes of each are measured by turns, a round each; for the pages."
                    + " Default: ${DEFAULT-VALUE}.")
    private int processes;

    @Option(names = "--time", defaultValue = "5s", description = "How long a round is. Default: ${DEFAULT-VALUE}.")
    private String time = "";

    @Option(
            names = "--warmup",
            defaultValue = "20s",
            description = "How long each is warmed up, at least. Default: ${DEFAULT-VALUE}.")
    private String warmUp = "";

    @Option(
            names = "--warmup-pages",
            defaultValue = "150000",
            description = "How many pages each is warmed up with, at least. Default: ${DEFAULT-VALUE}.")
    private long warmUpPages;

    @Option(
            names = "--only",
            split = ",",
            description = "Who is measured: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Contestant.Labels.class)
    private List<String> only = Contestant.labels();

    @Option(
            names = "--scenarios",
            split = ",",
            description = "Which scenarios: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Scenario.Names.class)
    private List<String> scenarios = Scenario.names();

    @Option(
            names = "--parts",
            split = ",",
            description = "What of it all: pages, calls, lists, cache, neighbours, starts.")
    private List<String> parts = List.of("pages", "calls", "lists", "cache", "neighbours", "starts");

    @Option(
            names = "--jvm",
            split = " ",
            defaultValue = "-Xms512m -Xmx512m",
            description = "Options of the JVMs that are measured. Default: ${DEFAULT-VALUE}.")
    private List<String> jvm = List.of();

    @Option(names = "--weft", defaultValue = "server/target/weft.jar", description = "Weft. Default: ${DEFAULT-VALUE}.")
    private Path weft = Path.of("");

    @Option(
            names = "--before",
            description = "Weft before a change, to be measured beside it as weft-grpc-before and weft-http1-before; for the"
                    + " pages.")
    private Optional<Path> before = Optional.empty();

    @Option(
            names = "--archive",
            defaultValue = "server/target/weft.jsa",
            description = "Weft's class-data archive, measured when there is one. Default: ${DEFAULT-VALUE}.")
    private Path archive = Path.of("");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::explain)
                .execute(arguments));
    }

    private static int explain(Exception failure, CommandLine command, ParseResult given) throws Exception {
        if (failure instanceof IllegalArgumentException) {
            System.err.println(failure.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        throw failure;
    }

    @Override
    public Integer call() throws IOException {
        Rounds planned = new Rounds(positive("--rounds", rounds), millis(time), millis(warmUp), warmUpPages);
        System.out.println("# " + Machine.describe());
        if (parts.contains("pages")) {
            try (Arena arena = new Arena(weft, jvm)) {
                pages(arena, planned);
            }
        }
        if (parts.contains("calls")) {
            try (Arena arena = new Arena(weft, jvm)) {
                System.out.print(Width.measure(arena, planned));
            }
        }
        if (parts.contains("lists")) {
            try (Arena arena = new Arena(weft, jvm)) {
                System.out.print(Lists.measure(arena, planned));
            }
        }
        if (parts.contains("cache")) {
            try (Arena arena = new Arena(weft, jvm)) {
                System.out.print(Memory.measure(arena, planned));
            }
        }
        if (parts.contains("neighbours")) {
            try (Arena arena = new Arena(weft, jvm)) {
                System.out.print(Neighbours.measure(arena, planned));
            }
        }
        if (parts.contains("starts")) {
            try (Arena arena = new Arena(weft, jvm)) {
                System.out.print(Starts.measure(arena, archive, rounds));
            }
        }
        System.out.println("\n" + Machine.load());
        return 0;
    }

    private void pages(Arena arena, Rounds planned) throws IOException {
        List<List<Target>> lineups = new ArrayList<>();
        for (int process = 0; process < Math.min(positive("--processes", processes), rounds); process++) {
            lineups.add(start(arena));
        }
        Map<Scenario, Results> all = planned.measureByTurns(
                lineups, scenarios.stream().map(Scenario::of).toList());
        StringBuilder ratios = new StringBuilder("\n## Ratios, of each round\n\n" + Ratio.TITLES);
        all.forEach((scenario, results) -> {
            System.out.print("\n## " + scenario.title() + "\n\n" + results.table());
            Ratio.ALL.stream()
                    .filter(ratio -> ratio.scenario().equals(scenario.name()) && ratio.isIn(results))
                    .forEach(ratio -> ratios.append(ratio.row(results)));
        });
        System.out.print(ratios);
    }

    private List<Target> start(Arena arena) throws IOException {
        List<Target> lineup = new ArrayList<>();
        for (String label : only) {
            Contestant contestant = Contestant.of(label);
            lineup.add(arena.start(contestant));
            if (before.isPresent() && contestant.earlier().isPresent()) {
                lineup.add(arena.start(contestant.earlier().get(), before.get()));
            }
        }
        if (before.isPresent() && lineup.size() == only.size()) {
            throw new IllegalArgumentException(
                    "--before: with none of --only (expected: weft-grpc or weft-http1 among them)");
        }
        return lineup;
    }

    private static int positive(String option, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(option + ": " + number + " (expected: 1 or more)");
        }
        return number;
    }

    private static long millis(String text) {
        if (!text.matches("\\d+s")) {
            throw new IllegalArgumentException("\"" + text + "\" (expected: seconds, for example 20s)");
        }
        return Long.parseLong(text.substring(0, text.length() - 1)) * MILLIS;
    }
}
