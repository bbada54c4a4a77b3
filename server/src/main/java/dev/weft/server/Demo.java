package dev.weft.server;

import dev.weft.config.v1.Config;
import dev.weft.config.v1.Cors;
import dev.weft.config.v1.Downstream;
import dev.weft.config.v1.Grpc;
import dev.weft.config.v1.Http;
import dev.weft.demo.DemoService;
import dev.weft.demo.DemoServices;
import dev.weft.demo.Fault;
import dev.weft.plan.RpcPlan;
import dev.weft.schema.Schema;
import dev.weft.schema.SchemaException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

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

    /** A running demo. Who closes it stops all of it. */
    record Running(DemoServices services, WeftServer server) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
            services.close();
        }
    }

    private record Planned(Schema schema, List<RpcPlan> plans) {}

    /**
     * Starts the services, and opens the doors to the pages. The pages are planned meanwhile: both take their time.
     *
     * @throws StartupException when a port is taken
     * @throws IOException when a service cannot listen
     */
    static Running open(Map<DemoService, Fault> faults, int grpcPort, int httpPort, List<String> origins)
            throws StartupException, IOException {
        CompletableFuture<Planned> planned = CompletableFuture.supplyAsync(Demo::plan);
        DemoServices services = DemoServices.start(faults);
        Planned pages = planned.join();
        Config config = config(services, grpcPort, httpPort, origins);
        return new Running(services, WeftServer.start(pages.schema(), pages.plans(), config));
    }

    private static Planned plan() {
        Schema schema = schema();
        Map<DemoService, String> anywhere = Arrays.stream(DemoService.values())
                .collect(Collectors.toMap(service -> service, service -> service.target(0)));
        Config config = config(anywhere, 0, 0, List.of());
        try {
            return new Planned(
                    schema, Plans.of(schema, Settings.placement(config), Settings.limits(config), warning -> {}));
        } catch (StartupException e) {
            throw new IllegalStateException("the jar carries wrong pages", e);
        }
    }

    /** The configuration that one would write for these services. */
    static Config config(DemoServices services, int grpcPort, int httpPort, List<String> origins) {
        return config(services.targets(), grpcPort, httpPort, origins);
    }

    private static Config config(Map<DemoService, String> targets, int grpcPort, int httpPort, List<String> origins) {
        Config.Builder config = Config.newBuilder()
                .setGrpc(Grpc.newBuilder().setPort(grpcPort))
                .setHttp(Http.newBuilder()
                        .setPort(httpPort)
                        .setCors(Cors.newBuilder().addAllAllowedOrigins(origins)));
        targets.forEach((service, target) -> config.addDownstreams(Downstream.newBuilder()
                .setName(service.label())
                .addServices(service.serviceName())
                .setTarget(target)));
        return Defaults.fill(config.build());
    }
}
