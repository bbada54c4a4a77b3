package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.DownstreamSettings.Connection;
import dev.weft.downstream.DownstreamSettings.HealthCheck;
import dev.weft.downstream.DownstreamSettings.OutlierDetection;
import dev.weft.downstream.DownstreamSettings.Replicas;
import dev.weft.loop.EventLoops;
import dev.weft.plan.Idempotency;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three addresses of one downstream, over real sockets. */
class ReplicasTest {
    private static final Replicas UNWATCHED = new Replicas(Optional.empty(), Optional.empty());

    /** As short as a test wants it. */
    private static final OutlierDetection DETECTION =
            new OutlierDetection(Duration.ofMillis(200), Duration.ofMillis(700), Duration.ofSeconds(1), 10, 85, 2, 5);

    private final EventLoops loops = EventLoops.start(1);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<DownstreamState> states = new ArrayList<>();
    private final List<AtomicInteger> counts =
            Stream.generate(AtomicInteger::new).limit(3).toList();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        loops.close();
    }

    private List<LoopbackServer> grpcServers(HealthStatusManager... health) throws Exception {
        List<LoopbackServer> servers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            AtomicInteger count = counts.get(i);
            int number = i;
            LoopbackServer server = LoopbackServer.start(
                    0,
                    builder ->
                            number < health.length ? builder.addService(health[number].getHealthService()) : builder);
            open.add(server);
            servers.add(server.on(Settings.path("Echo"), call -> {
                count.incrementAndGet();
                call.answer(call.request());
            }));
        }
        return servers;
    }

    private List<LoopbackHttpServer> httpServers() {
        List<LoopbackHttpServer> servers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            LoopbackHttpServer server = LoopbackHttpServer.start();
            open.add(server);
            servers.add(server.on(counted(i, LoopbackHttpServer.json("{}"))));
        }
        return servers;
    }

    private java.util.function.Function<LoopbackHttpServer.Seen, HttpResponse> counted(
            int number, HttpResponse answer) {
        HttpStatus status = answer.aggregate().join().status();
        return seen -> {
            if (seen.request().path().equals("/health")) {
                return HttpResponse.of(HttpStatus.OK);
            }
            counts.get(number).incrementAndGet();
            return LoopbackHttpServer.json(status, "{}");
        };
    }

    private UnaryCall grpc(List<LoopbackServer> servers, Replicas replicas) {
        Connection connection =
                Settings.connection(servers.stream().map(LoopbackServer::target).toList(), replicas);
        return opened(Settings.of(connection)).call(Settings.target("Echo"), List.of(), Optional.empty());
    }

    private UnaryCall http(List<LoopbackHttpServer> servers, Replicas replicas) {
        Connection connection = Settings.connection(
                servers.stream().map(server -> server.target("http")).toList(), replicas);
        return opened(Library.of(connection, Headers.NONE))
                .call(Library.target("GetBook", Idempotency.NO_SIDE_EFFECTS), List.of(), Optional.empty());
    }

    private Downstreams opened(DownstreamSettings settings) {
        Downstreams downstreams =
                Downstreams.open(List.of(settings), loops, Library.JSON, Settings.CACHE, CallListener.NONE);
        open.add(0, downstreams);
        states.addAll(downstreams.states());
        return downstreams;
    }

    /** Until the downstream that was opened as that one says that so many of its three addresses are called, at most five seconds. */
    private void untilCalled(int number, int called) throws Exception {
        Optional<Addresses> expected = Optional.of(new Addresses(3, called));
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!states.get(number).addresses().equals(expected) && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertThat(states.get(number).addresses()).isEqualTo(expected);
    }

    private CallResult echo(UnaryCall call) throws Exception {
        return Calls.make(call, loops.next()).result();
    }

    private CallResult book(UnaryCall call) throws Exception {
        byte[] request = Library.request("GetBook", "id: 1");
        return Calls.make(call, loops.next(), request, Headers.NONE, 2000).result();
    }

    private interface Making {
        CallResult make() throws Exception;
    }

    /** Makes some calls, and says how many went to each. */
    private List<Integer> spread(int calls, Making making) throws Exception {
        counts.forEach(count -> count.set(0));
        for (int i = 0; i < calls; i++) {
            making.make();
        }
        return counts.stream().map(AtomicInteger::get).toList();
    }

    /** Until calls go to just these, at most five seconds. */
    private void until(Making making, Integer... used) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        List<Integer> now = used(making);
        while (!now.equals(List.of(used)) && System.nanoTime() < end) {
            Thread.sleep(10);
            now = used(making);
        }
        assertThat(now).containsExactly(used);
    }

    private List<Integer> used(Making making) throws Exception {
        List<Integer> spread = spread(24, making);
        return IntStream.range(0, 3).filter(i -> spread.get(i) > 0).boxed().toList();
    }

    @Test
    void eachHasItsShare() throws Exception {
        UnaryCall grpc = grpc(grpcServers(), UNWATCHED);
        until(() -> echo(grpc), 0, 1, 2);
        assertThat(spread(30, () -> echo(grpc))).containsExactly(10, 10, 10);
        UnaryCall http = http(httpServers(), UNWATCHED);
        until(() -> book(http), 0, 1, 2);
        assertThat(spread(30, () -> book(http)))
                .allSatisfy(count -> assertThat(count).isBetween(9, 11));
    }

    @Test
    void oneThatIsGoneIsLeftOutAndComesBack() throws Exception {
        List<Relay> relays = new ArrayList<>();
        for (LoopbackServer server : grpcServers()) {
            relays.add(Relay.to(server.port()));
        }
        List<Relay> httpRelays = new ArrayList<>();
        for (LoopbackHttpServer server : httpServers()) {
            httpRelays.add(Relay.to(server.port()));
        }
        open.addAll(0, relays);
        open.addAll(0, httpRelays);
        UnaryCall grpc = opened(Settings.of(Settings.connection(
                        relays.stream()
                                .map(relay -> "127.0.0.1:" + relay.port())
                                .toList(),
                        UNWATCHED)))
                .call(Settings.target("Echo"), List.of(), Optional.empty());
        UnaryCall http = opened(Library.of(
                        Settings.connection(
                                httpRelays.stream()
                                        .map(relay -> "http://127.0.0.1:" + relay.port())
                                        .toList(),
                                UNWATCHED),
                        Headers.NONE))
                .call(Library.target("GetBook", Idempotency.NO_SIDE_EFFECTS), List.of(), Optional.empty());
        until(() -> echo(grpc), 0, 1, 2);
        until(() -> book(http), 0, 1, 2);
        untilCalled(0, 3);
        untilCalled(1, 3);
        relays.get(1).kill();
        httpRelays.get(1).kill();
        until(() -> echo(grpc), 0, 2);
        until(() -> book(http), 0, 2);
        untilCalled(0, 2);
        untilCalled(1, 2);
        for (int i = 0; i < 20; i++) {
            assertThat(echo(grpc)).isInstanceOf(CallResult.Answer.class);
            assertThat(book(http)).isInstanceOf(CallResult.Answer.class);
        }
        relays.get(1).restart();
        httpRelays.get(1).restart();
        until(() -> echo(grpc), 0, 1, 2);
        until(() -> book(http), 0, 1, 2);
        untilCalled(0, 3);
        untilCalled(1, 3);
    }

    @Test
    void oneThatFailsIsEjectedAndComesBack() throws Exception {
        List<LoopbackServer> servers = grpcServers();
        servers.get(0).on(Settings.path("Echo"), call -> {
            counts.get(0).incrementAndGet();
            call.fail(Status.UNAVAILABLE);
        });
        UnaryCall grpc = grpc(servers, new Replicas(Optional.empty(), Optional.of(DETECTION)));
        until(() -> echo(grpc), 1, 2);
        untilCalled(0, 2);
        servers.get(0).on(Settings.path("Echo"), call -> {
            counts.get(0).incrementAndGet();
            call.answer(call.request());
        });
        until(() -> echo(grpc), 0, 1, 2);
        untilCalled(0, 3);

        List<LoopbackHttpServer> https = httpServers();
        https.get(0).on(counted(0, HttpResponse.of(HttpStatus.INTERNAL_SERVER_ERROR)));
        UnaryCall http = http(https, new Replicas(Optional.empty(), Optional.of(DETECTION)));
        until(() -> book(http), 1, 2);
        untilCalled(1, 2);
        https.get(0).on(counted(0, HttpResponse.of(HttpStatus.OK)));
        until(() -> book(http), 0, 1, 2);
    }

    @Test
    void oneThatHangsIsEjected() throws Exception {
        List<LoopbackServer> servers = grpcServers();
        servers.get(0).on(Settings.path("Echo"), call -> counts.get(0).incrementAndGet());
        OutlierDetection slow = new OutlierDetection(
                Duration.ofMillis(700), Duration.ofSeconds(10), Duration.ofSeconds(10), 10, 85, 2, 3);
        UnaryCall grpc = grpc(servers, new Replicas(Optional.empty(), Optional.of(slow)));
        until(
                () -> Calls.make(grpc, loops.next(), new byte[] {1}, Headers.NONE, 30)
                        .result(),
                1,
                2);
    }

    @Test
    void oneThatSaysNoIsNotEjected() throws Exception {
        List<LoopbackServer> servers = grpcServers();
        for (int i = 0; i < 3; i++) {
            AtomicInteger count = counts.get(i);
            servers.get(i).on(Settings.path("Echo"), call -> {
                count.incrementAndGet();
                call.fail(Status.NOT_FOUND);
            });
        }
        UnaryCall grpc = grpc(servers, new Replicas(Optional.empty(), Optional.of(DETECTION)));
        until(() -> echo(grpc), 0, 1, 2);
        long end = System.nanoTime() + Duration.ofMillis(700).toNanos();
        while (System.nanoTime() < end) {
            assertThat(used(() -> echo(grpc))).containsExactly(0, 1, 2);
        }
    }

    @Test
    void oneThatIsNotServingGetsNoCalls() throws Exception {
        HealthStatusManager[] health = {new HealthStatusManager(), new HealthStatusManager(), new HealthStatusManager()
        };
        Replicas watched =
                new Replicas(Optional.of(new HealthCheck("", "", Duration.ofMillis(50))), Optional.of(DETECTION));
        UnaryCall grpc = grpc(grpcServers(health), watched);
        until(() -> echo(grpc), 0, 1, 2);
        health[2].setStatus("", ServingStatus.NOT_SERVING);
        until(() -> echo(grpc), 0, 1);
        untilCalled(0, 2);
        health[2].setStatus("", ServingStatus.SERVING);
        until(() -> echo(grpc), 0, 1, 2);
        for (HealthStatusManager each : health) {
            each.setStatus("", ServingStatus.NOT_SERVING);
        }
        until(() -> echo(grpc));
        untilCalled(0, 0);
        assertThat(((Failure) echo(grpc)).code()).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void aServerWithoutTheHealthServiceCountsAsWell() throws Exception {
        Replicas watched =
                new Replicas(Optional.of(new HealthCheck("", "", Duration.ofMillis(50))), Optional.of(DETECTION));
        UnaryCall grpc = grpc(grpcServers(), watched);
        until(() -> echo(grpc), 0, 1, 2);
    }

    @Test
    void oneWhoseHealthPathSaysNoGetsNoCalls() throws Exception {
        List<LoopbackHttpServer> servers = httpServers();
        Replicas watched =
                new Replicas(Optional.of(new HealthCheck("", "/health", Duration.ofMillis(50))), Optional.empty());
        UnaryCall http = http(servers, watched);
        until(() -> book(http), 0, 1, 2);
        servers.get(1).on(seen -> {
            if (!seen.request().path().equals("/health")) {
                counts.get(1).incrementAndGet();
            }
            return LoopbackHttpServer.json(
                    seen.request().path().equals("/health") ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK, "{}");
        });
        until(() -> book(http), 0, 2);
        untilCalled(0, 2);
        servers.get(1).on(counted(1, HttpResponse.of(HttpStatus.OK)));
        until(() -> book(http), 0, 1, 2);
        servers.forEach(server -> server.on(seen -> HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE)));
        until(() -> book(http));
        long start = System.nanoTime();
        assertThat(((Failure) book(http)).code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
}
