package dev.weft.server;

import dev.weft.diagnostics.Report;
import dev.weft.planner.Planner;
import dev.weft.planner.Planning;
import dev.weft.schema.Schema;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weft check}: every error and warning of every page. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks every page and prints each error and warning with its place.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:no error", "1:errors", "2:what was given cannot be read"})
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private SchemaOptions schemas = new SchemaOptions();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A configuration: checks the pages against its downstreams.")
    private @Nullable Path config;

    @Option(
            names = "--source",
            paramLabel = "DIR",
            description = "A root of the .proto files: shows the line of each error. Repeatable.")
    private List<Path> sources = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws StartupException {
        Schema schema = schemas.load();
        Configurations.ForPlanning known = Configurations.forPlanning(config);
        Planning planning = Planner.plan(schema, known.placement(), known.limits());
        Report report = sources.isEmpty() ? Report.of(schema) : Report.withSources(schema, sources);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(report.text(planning.diagnostics()));
        if (!planning.hasErrors()) {
            out.println("pages without errors: " + planning.plans().size());
        }
        out.flush();
        return planning.hasErrors() ? 1 : 0;
    }
}
