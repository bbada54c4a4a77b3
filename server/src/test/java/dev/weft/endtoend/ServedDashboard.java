package dev.weft.endtoend;

import dev.weft.dashboard.v1.DashboardServiceGrpc;
import dev.weft.dashboard.v1.DashboardServiceGrpc.DashboardServiceBlockingStub;
import dev.weft.demo.DemoService;
import dev.weft.demo.DemoServices;
import dev.weft.demo.Fault;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** {@code weft serve} with the demo's first page alone, in front of services of this test's own that it can break and mend. */
final class ServedDashboard implements AutoCloseable {
    private static final int REFUSES = 1;

    private final Path files;
    private final DemoServices services;
    private final WeftProcess weft;
    private final ManagedChannel channel;

    private ServedDashboard(Path files, DemoServices services, WeftProcess weft) {
        this.files = files;
        this.services = services;
        this.weft = weft;
        this.channel = channel(weft.grpcPort());
    }

    static ServedDashboard start() throws IOException, InterruptedException {
        return start(Map.of());
    }

    /** With services that behave as told; those that are absent refuse connections. */
    static ServedDashboard start(Map<DemoService, Fault> faults, DemoService... absent)
            throws IOException, InterruptedException {
        return start("", faults, absent);
    }

    /** With something more in the configuration of each downstream. */
    static ServedDashboard start(String setting, Map<DemoService, Fault> faults, DemoService... absent)
            throws IOException, InterruptedException {
        return start(List.of(), setting, faults, absent);
    }

    /** The same, with options for the JVM. */
    static ServedDashboard start(
            List<String> options, String setting, Map<DemoService, Fault> faults, DemoService... absent)
            throws IOException, InterruptedException {
        Path files = Files.createTempDirectory("weft");
        DemoServices services = DemoServices.start(faults);
        Map<DemoService, Integer> ports = services.addresses().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, service -> service.getValue().getPort()));
        for (DemoService service : absent) {
            ports.put(service, REFUSES);
        }
        WeftProcess weft = WeftProcess.ready(
                options,
                "serve",
                "--schema",
                schema(files).toString(),
                "--config",
                config(files, ports, setting).toString());
        return new ServedDashboard(files, services, weft);
    }

    private static Path schema(Path files) throws IOException {
        Path schema = files.resolve("pages.binpb");
        try (InputStream set = ServedDashboard.class.getResourceAsStream("/dev/weft/dashboard.binpb")) {
            Files.copy(Objects.requireNonNull(set), schema);
        }
        return schema;
    }

    private static Path config(Path files, Map<DemoService, Integer> ports, String setting) throws IOException {
        String downstreams = ports.entrySet().stream()
                .map(service -> "  - {services: [%s], target: \"%s\"%s}%n"
                        .formatted(
                                service.getKey().serviceName(), service.getKey().target(service.getValue()), setting))
                .collect(Collectors.joining());
        return Files.writeString(
                files.resolve("weft.yaml"),
                "grpc: {port: 0}%nhttp: {port: 0}%ndownstreams:%n%s".formatted(downstreams));
    }

    static ManagedChannel channel(int port) {
        return ManagedChannelBuilder.forAddress("localhost", port)
                .usePlaintext()
                .build();
    }

    DemoServices services() {
        return services;
    }

    WeftProcess weft() {
        return weft;
    }

    InetSocketAddress address(DemoService service) {
        return Objects.requireNonNull(services.addresses().get(service));
    }

    DashboardServiceBlockingStub stub() {
        return DashboardServiceGrpc.newBlockingStub(channel);
    }

    @Override
    public void close() throws IOException {
        channel.shutdownNow();
        weft.close();
        services.close();
        Files.deleteIfExists(files.resolve("pages.binpb"));
        Files.deleteIfExists(files.resolve("weft.yaml"));
        Files.deleteIfExists(files);
    }
}
