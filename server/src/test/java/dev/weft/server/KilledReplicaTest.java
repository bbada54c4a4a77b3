package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import dev.weft.config.v1.Admin;
import dev.weft.config.v1.Config;
import dev.weft.config.v1.Downstream;
import dev.weft.dashboard.v1.DashboardServiceGrpc;
import dev.weft.dashboard.v1.DashboardServiceGrpc.DashboardServiceFutureStub;
import dev.weft.dashboard.v1.GetDashboardRequest;
import dev.weft.dashboard.v1.GetDashboardResponse;
import dev.weft.demo.DemoService;
import dev.weft.demo.DemoServices;
import dev.weft.demo.Fault;
import dev.weft.downstream.Relay;
import dev.weft.planner.Planner;
import dev.weft.v1.Outcome;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole server under load, with three addresses of each downstream, of which one is killed. */
class KilledReplicaTest {
    private static final GetDashboardRequest USER =
            GetDashboardRequest.newBuilder().setUserId(101).build();

    /** So many that the killed one has more calls under way than the retry budget has tokens: two. */
    private static final int AT_ONCE = 16;

    private static final Map<DemoService, Fault> SLOW = Arrays.stream(DemoService.values())
            .collect(Collectors.toMap(service -> service, service -> new Fault.Slow(Duration.ofMillis(100))));

    private final List<DemoServices> replicas = new ArrayList<>();
    private final List<List<Relay>> relays = new ArrayList<>();
    private WeftServer server;
    private ManagedChannel channel;

    private void start() throws Exception {
        Config.Builder config = null;
        for (int i = 0; i < 3; i++) {
            DemoServices demo = DemoServices.start(SLOW);
            replicas.add(demo);
            Map<DemoService, InetSocketAddress> addresses = demo.addresses();
            List<Relay> each = new ArrayList<>();
            for (DemoService service : DemoService.values()) {
                each.add(Relay.to(Objects.requireNonNull(addresses.get(service)).getPort()));
            }
            relays.add(each);
            if (config == null) {
                config = Demo.config(demo, 0, 0, List.of()).toBuilder();
            }
        }
        for (Downstream.Builder downstream : config.getDownstreamsBuilderList()) {
            DemoService service = service(downstream.getServices(0));
            downstream
                    .clearTarget()
                    .setRetry(downstream.getRetry().toBuilder()
                            .setBudget(downstream.getRetry().getBudget().toBuilder()
                                    .setMaxTokens(2)));
            relays.forEach(each -> downstream.addTargets(
                    service.target(each.get(service.ordinal()).port())));
        }
        config.mergeAdmin(Admin.newBuilder().setPort(0).build()).setEventLoops(2);
        server = WeftServer.start(
                Demo.schema(),
                Planner.plan(Demo.schema(), Settings.placement(config.build())).plans(),
                config.build());
        channel = ManagedChannelBuilder.forAddress("localhost", server.grpcPort())
                .usePlaintext()
                .directExecutor()
                .build();
    }

    private static DemoService service(String name) {
        for (DemoService service : DemoService.values()) {
            if (service.serviceName().equals(name)) {
                return service;
            }
        }
        throw new AssertionError(name);
    }

    @AfterEach
    void stop() throws Exception {
        channel.shutdownNow();
        server.close();
        for (List<Relay> each : relays) {
            for (Relay relay : each) {
                relay.close();
            }
        }
        replicas.forEach(DemoServices::close);
    }

    /** How many attempts of calls have ended with anything but an answer. */
    private long failedAttempts() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.adminPort().orElseThrow() + "/metrics");
        String metrics = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("weft_downstream_attempts_seconds_count"))
                .filter(line -> !line.contains("outcome=\"OK\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void noPageFailsAndItsTrafficMovesWithinASecond() throws Exception {
        start();
        // A cold JVM misses deadlines under load.
        new Load(DashboardServiceGrpc.newFutureStub(channel), 8).run(Duration.ofSeconds(4));
        long late = failedAttempts();
        Load load = new Load(DashboardServiceGrpc.newFutureStub(channel), AT_ONCE);
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> load.run(Duration.ofSeconds(5)));
        TimeUnit.SECONDS.sleep(2);
        assertThat(failedAttempts()).isEqualTo(late);
        int before = load.pages.get();
        for (Relay relay : relays.get(1)) {
            relay.kill();
        }
        TimeUnit.SECONDS.sleep(1);
        long failed = failedAttempts();
        int withinASecond = load.pages.get();
        running.join();
        assertThat(load.incomplete).isEmpty();
        assertThat(failed).isGreaterThan(late);
        assertThat(failedAttempts()).isEqualTo(failed);
        assertThat(withinASecond).isGreaterThan(before);
        assertThat(load.pages.get()).isGreaterThan(withinASecond);
        System.out.printf(
                "%d pages, %d attempts met the killed replica, all within a second%n", load.pages.get(), failed - late);
    }

    /** Many clients, each of which asks for the next page when it has one. */
    private static final class Load {
        private final DashboardServiceFutureStub stub;
        private final int atOnce;
        private final AtomicInteger pages = new AtomicInteger();
        private final Queue<String> incomplete = new ConcurrentLinkedQueue<>();

        Load(DashboardServiceFutureStub stub, int atOnce) {
            this.stub = stub;
            this.atOnce = atOnce;
        }

        void run(Duration time) {
            Semaphore places = new Semaphore(atOnce);
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < end) {
                places.acquireUninterruptibly();
                ListenableFuture<GetDashboardResponse> page =
                        stub.withDeadlineAfter(5, TimeUnit.SECONDS).getDashboard(USER);
                page.addListener(
                        () -> {
                            note(page);
                            places.release();
                        },
                        Runnable::run);
            }
            places.acquireUninterruptibly(atOnce);
        }

        private void note(Future<GetDashboardResponse> page) {
            pages.incrementAndGet();
            try {
                GetDashboardResponse answer = page.get();
                if (!answer.getStatus().getComplete()) {
                    incomplete.add(outcomes(answer).toString());
                }
            } catch (InterruptedException | ExecutionException e) {
                incomplete.add(e.toString());
            }
        }

        private static Collection<String> outcomes(GetDashboardResponse answer) {
            return answer.getStatus().getCallsList().stream()
                    .filter(call -> call.getOutcome() != Outcome.OUTCOME_FRESH)
                    .map(call -> call.getName() + " " + call.getCode())
                    .toList();
        }
    }
}
