package dev.weft.server;

import dev.weft.demo.DemoServices;
import dev.weft.demo.DemoVisitor;
import dev.weft.edge.HttpDoor;
import dev.weft.telemetry.Metrics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code weft rehearse}: starts the demo, asks for its page by both doors, and stops. The build makes the class-data archive (JEP 350) of
 * what was loaded.
 */
@Command(name = "rehearse", hidden = true, description = "Starts the demo, asks for its page by both doors, and stops.")
final class RehearseCommand implements Callable<Integer> {
    @Override
    public Integer call() throws StartupException, IOException {
        HttpDoor.preload();
        Metrics.preload();
        try (DemoServices services = DemoServices.start(Map.of());
                WeftServer server = Demo.open(services, 0, 0, List.of())) {
            DemoVisitor.askOverHttp(server.httpPort());
            DemoVisitor.askOverGrpc(server.grpcPort());
        }
        return 0;
    }
}
