package dev.weft.server;

import dev.weft.config.v1.Config;
import dev.weft.downstream.DownstreamSettings;
import dev.weft.downstream.Downstreams;
import dev.weft.edge.HttpDoor;
import dev.weft.plan.RpcPlan;
import dev.weft.schema.Schema;
import dev.weft.telemetry.Metrics;
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

/** {@code weft serve}: answers your pages. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves the pages of a schema until it is told to stop (SIGTERM).",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:stopped", "1:could not be started", "2:the schema, a page or the configuration is wrong"})
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private SchemaOptions schemas = new SchemaOptions();

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The configuration, in YAML: where the downstreams are. See docs/configuration.md.")
    private @Nullable Path config;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws StartupException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        HttpDoor.preload();
        Metrics.preload();
        Schema schema = schemas.load();
        Config settings = Configurations.load(Objects.requireNonNull(config));
        if (Settings.downstreams(settings).stream().anyMatch(DownstreamSettings::isOverHttp)) {
            Downstreams.preloadHttp();
        }
        List<RpcPlan> plans = Plans.of(schema, Settings.placement(settings), Settings.limits(settings), warnings -> {
            err.print(warnings);
            err.flush();
        });
        WeftServer server = WeftServer.start(schema, plans, settings);
        plans.forEach(plan -> out.println("serving " + plan.name()));
        server.serve(out);
        return 0;
    }
}
