package dev.weft.server;

import dev.weft.config.v1.Config;
import dev.weft.config.v1.Cors;
import dev.weft.config.v1.Downstream;
import dev.weft.config.v1.Grpc;
import dev.weft.config.v1.Http;
import dev.weft.demo.DemoServices;
import dev.weft.plan.RpcPlan;
import dev.weft.schema.Schema;
import dev.weft.schema.SchemaException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the demo serves: the schema that the jar carries, with the demo's own services as downstreams. */
final class Demo {
    private static final String SCHEMA = "/dev/weft/weft.binpb";

    private Demo() {}

    static Schema schema() {
        try (InputStream set = Objects.requireNonNull(Demo.class.getResourceAsStream(SCHEMA), SCHEMA)) {
            return Schema.parse(Map.of(SCHEMA, set.readAllBytes()));
        } catch (SchemaException | IOException e) {
            throw new IllegalStateException("the jar carries no schema", e);
        }
    }

    /**
     * Opens the doors to the demo's page.
     *
     * @throws StartupException when a port is taken
     */
    static WeftServer open(DemoServices services, int grpcPort, int httpPort, List<String> origins)
            throws StartupException {
        Schema schema = schema();
        Config config = config(services, grpcPort, httpPort, origins);
        List<RpcPlan> plans = Plans.of(schema, Settings.placement(config), Settings.bounds(config), warning -> {});
        return WeftServer.start(schema, plans, config);
    }

    /** The configuration that one would write for these services. */
    static Config config(DemoServices services, int grpcPort, int httpPort, List<String> origins) {
        Config.Builder config = Config.newBuilder()
                .setGrpc(Grpc.newBuilder().setPort(grpcPort))
                .setHttp(Http.newBuilder()
                        .setPort(httpPort)
                        .setCors(Cors.newBuilder().addAllAllowedOrigins(origins)));
        services.targets()
                .forEach((service, target) -> config.addDownstreams(Downstream.newBuilder()
                        .setName(service.label())
                        .addServices(service.serviceName())
                        .setTarget(target)));
        return Defaults.fill(config.build());
    }
}
