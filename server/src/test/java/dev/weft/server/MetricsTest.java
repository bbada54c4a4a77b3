package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.config.v1.Admin;
import dev.weft.config.v1.CircuitBreaker;
import dev.weft.config.v1.Config;
import dev.weft.dashboard.v1.DashboardServiceGrpc;
import dev.weft.dashboard.v1.DashboardServiceGrpc.DashboardServiceBlockingStub;
import dev.weft.dashboard.v1.GetDashboardRequest;
import dev.weft.demo.DemoService;
import dev.weft.demo.DemoServices;
import dev.weft.demo.Fault;
import dev.weft.plan.RpcPlan;
import dev.weft.planner.Planner;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin door of a whole server, over real sockets. */
class MetricsTest {
    private static final GetDashboardRequest USER =
            GetDashboardRequest.newBuilder().setUserId(101).build();

    // Java's client would ask for an upgrade to HTTP/2, and may then read the end of the connection in place of an
    // answer.
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private DemoServices services;
    private WeftServer server;
    private ManagedChannel channel;

    private DashboardServiceBlockingStub start(Map<DemoService, Fault> faults, int adminPort) throws Exception {
        return start(faults, Admin.newBuilder().setPort(adminPort).build());
    }

    private DashboardServiceBlockingStub start(Map<DemoService, Fault> faults, Admin admin) throws Exception {
        services = DemoServices.start(faults);
        Config.Builder config =
                Demo.config(services, 0, 0, List.of()).toBuilder().mergeAdmin(admin);
        config.getDownstreamsBuilderList()
                .forEach(downstream -> downstream.setCircuitBreaker(CircuitBreaker.newBuilder()
                        .mergeFrom(downstream.getCircuitBreaker())
                        .setMinimumNumberOfCalls(6)));
        List<RpcPlan> plans =
                Planner.plan(Demo.schema(), Settings.placement(config.build())).plans();
        server = WeftServer.start(Demo.schema(), plans, config.build());
        channel = ManagedChannelBuilder.forAddress("localhost", server.grpcPort())
                .usePlaintext()
                .build();
        return DashboardServiceGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void stop() throws Exception {
        channel.shutdownNow();
        server.close();
        services.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.adminPort().orElseThrow() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private List<String> metrics() throws Exception {
        return get("/metrics").body().lines().toList();
    }

    @Test
    void countsPagesAttemptsAndStates() throws Exception {
        DashboardServiceBlockingStub stub = start(Map.of(), 0);
        stub.getDashboard(USER);
        services.inject(DemoService.PAYMENTS, new Fault.Fail());
        for (int i = 0; i < 10; i++) {
            stub.getDashboard(USER);
        }
        assertThat(get("/metrics").headers().firstValue("content-type").orElseThrow())
                .startsWith("text/plain; version=0.0.4");
        String page = "page=\"dashboard.v1.DashboardService/GetDashboard\"";
        assertThat(metrics())
                .contains("weft_pages_seconds_count{code=\"OK\",outcome=\"COMPLETE\"," + page + "} 1")
                .contains("weft_pages_seconds_count{code=\"OK\",outcome=\"PARTIAL\"," + page + "} 10")
                .contains("weft_page_calls_total{call=\"payments\",outcome=\"FRESH\"," + page + "} 1.0")
                .contains("weft_page_calls_total{call=\"payments\",outcome=\"FAILED\"," + page + "} 10.0")
                .contains("weft_downstream_breaker_state{downstream=\"payments\",state=\"OPEN\"} 1.0")
                .contains("weft_downstream_breaker_state{downstream=\"payments\",state=\"CLOSED\"} 0.0")
                .contains("weft_downstream_breaker_state{downstream=\"users\",state=\"CLOSED\"} 1.0")
                .contains("weft_downstream_calls_in_flight{downstream=\"users\"} 0.0")
                .contains("weft_downstream_retry_tokens{downstream=\"users\"} 10.0")
                .contains("weft_cache_size_bytes 0.0")
                .contains("weft_pages_in_flight 0.0")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("weft_downstream_attempts_seconds_bucket{attempt=\"1\",downstream=\"users\","
                                + "method=\"user.v1.UserService/GetUser\",outcome=\"OK\",le=\"0.1\"}"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("weft_downstream_attempts_seconds_count{attempt=\"2\",downstream=\"payments\","
                                + "method=\"payment.v1.PaymentService/ListPayments\",outcome=\"UNAVAILABLE\"}"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("weft_downstream_attempts_seconds_count{attempt=\"1\",downstream=\"payments\","
                                + "method=\"payment.v1.PaymentService/ListPayments\",outcome=\"REFUSED\"}"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("weft_downstream_retries_unaffordable_total{downstream=\"payments\"}"));
    }

    @Test
    void aRealPrometheusReadsThem(@TempDir Path files) throws Exception {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "prometheus")));
        assumeTrue(
                there || System.getenv("CI") != null,
                "there is no prometheus on the PATH (expected: Debian's package prometheus)");
        start(Map.of(), 0).getDashboard(USER);
        int port = freePort();
        Path config = Files.writeString(
                files.resolve("prometheus.yml"),
                "scrape_configs: [{job_name: weft, scrape_interval: 1s, static_configs: [{targets: ['127.0.0.1:%d']}]}]"
                        .formatted(server.adminPort().orElseThrow()));
        Process prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + files.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(ask(port, "weft_pages_seconds_count"))
                    .contains("\"COMPLETE\"")
                    .contains("\"1\"]");
            assertThat(ask(port, "up")).contains("\"1\"]");
        } finally {
            prometheus.destroyForcibly().waitFor();
        }
    }

    /** What Prometheus knows, as soon as it knows something. */
    private String ask(int port, String query) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=" + query);
        String answer = "";
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!answer.contains("\"value\"") && System.nanoTime() - patience < 0) {
            TimeUnit.MILLISECONDS.sleep(200);
            try {
                answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                        .body();
            } catch (ConnectException e) {
                answer = "";
            }
        }
        return answer;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void requestsAddNoLabels() throws Exception {
        DashboardServiceBlockingStub stub = start(Map.of(), 0);
        stub.getDashboard(USER);
        int lines = metrics().size();
        for (int size = 1; size < 50; size++) {
            stub.getDashboard(USER.toBuilder().setPageSize(size).build());
        }
        assertThat(metrics()).hasSize(lines);
    }

    @Test
    void healthIsThereToo() throws Exception {
        start(Map.of(), 0);
        for (String path : List.of("/health", "/health/live", "/health/ready")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
            assertThat(get(path).body()).isEqualTo("{\"status\": \"ok\"}");
        }
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void nothingIsCountedWhenNobodyWantsIt() throws Exception {
        DashboardServiceBlockingStub stub =
                start(Map.of(), Admin.newBuilder().setPort(0).setMetrics(false).build());
        assertThat(stub.getDashboard(USER).getStatus().getComplete()).isTrue();
        assertThat(get("/metrics").statusCode()).isEqualTo(404);
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void aTakenPortDoesNotKeepPagesFromBeingServed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DashboardServiceBlockingStub stub = start(Map.of(), taken.getLocalPort());
            assertThat(server.adminPort()).isEmpty();
            assertThat(stub.getDashboard(USER).getStatus().getComplete()).isTrue();
        }
    }
}
