package dev.weft.server;

import dev.weft.demo.DemoGuide;
import dev.weft.downstream.Downstreams;
import dev.weft.edge.HttpDoor;
import dev.weft.telemetry.Metrics;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weft} alone: the demo. Its services run in the same process, on real sockets. */
@Command(
        name = "weft",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Answers a screen in one call: a gRPC aggregator whose pages are declared in .proto."
                + " Without a command it runs a demo.",
        synopsisSubcommandLabel = "[COMMAND]")
final class WeftCommand implements Callable<Integer> {
    @Mixin
    private DemoFaults faults = new DemoFaults();

    @Option(
            names = "--grpc-port",
            paramLabel = "PORT",
            defaultValue = "9090",
            description = "Where the demo listens for gRPC; 0 takes any free port. Default: ${DEFAULT-VALUE}.")
    private int grpcPort;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Where the demo listens for HTTP; 0 takes any free port. Default: ${DEFAULT-VALUE}.")
    private int httpPort;

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            description = "Lets the web pages of an origin call the demo: http://localhost:3000. Repeatable.")
    private List<String> origins = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws StartupException, IOException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        HttpDoor.preload();
        Metrics.preload();
        Downstreams.preloadHttp();
        WeftServer server =
                Demo.open(faults.byService(), grpcPort, httpPort, origins).server();
        out.println(DemoGuide.text(server.grpcPort(), server.httpPort()));
        server.serve(out);
        return 0;
    }
}
