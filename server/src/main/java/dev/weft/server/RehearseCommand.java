package dev.weft.server;

import dev.weft.demo.DemoVisitor;
import dev.weft.downstream.Downstreams;
import dev.weft.edge.HttpDoor;
import dev.weft.telemetry.Metrics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code weft rehearse}: reads a configuration, starts the demo, asks for its pages by both doors, and stops. The build makes the
 * class-data archive (JEP 350) of what was loaded.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Reads a configuration, starts the demo, asks for its pages by both doors, and stops.")
final class RehearseCommand implements Callable<Integer> {
    /** The demo has none, but whoever serves pages of their own does. */
    private static final String CONFIGURATION =
            "downstreams: [{services: [shop.v1.ShopService], target: 'localhost:1'}]";

    @Override
    public Integer call() throws StartupException, IOException {
        HttpDoor.preload();
        Metrics.preload();
        Downstreams.preloadHttp();
        Configurations.valid(new ConfigurationReader(Map.of()).read("rehearsal", CONFIGURATION));
        try (Demo.Running demo = Demo.open(Map.of(), 0, 0, List.of())) {
            DemoVisitor.askOverHttp(demo.server().httpPort());
            DemoVisitor.askOverGrpc(demo.server().grpcPort());
        }
        return 0;
    }
}
