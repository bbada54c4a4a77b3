package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.DownstreamSettings.Connection;
import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections of calls over gRPC. */
class GrpcConnectionTest {
    private final EventLoops loops = EventLoops.start(2);
    private final List<Downstreams> open = new ArrayList<>();
    private LoopbackServer server;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        open.forEach(Downstreams::close);
        server.close();
        loops.close();
    }

    private UnaryCall call(String method, DownstreamSettings settings) {
        Downstreams downstreams =
                Downstreams.open(List.of(settings), loops, Settings.JSON, Settings.CACHE, CallListener.NONE);
        open.add(downstreams);
        return downstreams.call(Settings.target(method), List.of(), Optional.empty());
    }

    private UnaryCall call(String method) {
        return call(method, Settings.at(server.target()));
    }

    private Loop loop() {
        return loops.loops().get(0);
    }

    @Test
    void givesEachLoopItsOwnConnection() throws Exception {
        Set<String> clients = ConcurrentHashMap.newKeySet();
        server.on(Settings.path("Echo"), call -> {
            clients.add(call.remoteAddress());
            call.answer(call.request());
        });
        UnaryCall own = call("Echo");
        Calls.make(own, loops.loops().get(0));
        Calls.make(own, loops.loops().get(1));
        Calls.make(own, loops.loops().get(1));
        assertThat(clients).hasSize(2);

        clients.clear();
        Connection plain = Settings.connection(server.target());
        UnaryCall shared = call(
                "Echo",
                Settings.of(new Connection(
                        plain.targets(),
                        plain.tls(),
                        plain.keepalive(),
                        plain.maxResponseBytes(),
                        OptionalInt.of(1),
                        plain.maxConnectBackoff(),
                        plain.replicas())));
        Calls.make(shared, loops.loops().get(0));
        Calls.Made made = Calls.make(shared, loops.loops().get(1));
        assertThat(clients).hasSize(1);
        assertThat(made.thread()).isEqualTo(thread(loops.loops().get(1)));
    }

    @Test
    void saysWhyThereIsNoConnection() throws Exception {
        Failure refused = Calls.make(call("Echo", Settings.at("localhost:" + LoopbackServer.freePort())), loop())
                .failure();
        assertThat(refused.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(refused.cause()).isEqualTo("connection refused");
        assertThat(refused.status()).isNull();

        Failure unknown = Calls.make(call("Echo", Settings.at("dns:///nowhere.invalid:1")), loop())
                .failure();
        assertThat(unknown.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(unknown.cause()).isEqualTo("host not found");
        assertThat(unknown.status()).isNull();
    }

    @Test
    void saysThatTheConnectionWasLost() throws Exception {
        try (ServerSocket rude = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> hangsUp = CompletableFuture.runAsync(() -> {
                try {
                    while (true) {
                        rude.accept().close();
                    }
                } catch (java.io.IOException closed) {
                    assertThat(rude.isClosed()).isTrue();
                }
            });
            Failure failure = Calls.make(call("Echo", Settings.at("localhost:" + rude.getLocalPort())), loop())
                    .failure();
            assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(failure.cause()).isEqualTo("connection lost");
            rude.close();
            hangsUp.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void connectsSoonAfterTheServerIsThere() throws Exception {
        int port = LoopbackServer.freePort();
        UnaryCall echo = call("Echo", Settings.at("localhost:" + port));
        long until = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        // Long enough for gRPC's own pause to have grown past what is asked for here.
        while (System.nanoTime() < until) {
            assertThat(Calls.make(echo, loop()).failure().code()).isEqualTo(Code.UNAVAILABLE);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        try (LoopbackServer late = LoopbackServer.start(port)) {
            late.on(Settings.path("Echo"), call -> call.answer(call.request()));
            TimeUnit.MILLISECONDS.sleep(400);
            for (Loop loop : loops.loops()) {
                assertThat(Calls.make(echo, loop).result()).isInstanceOf(CallResult.Answer.class);
            }
        }
    }

    @Test
    void connectsByItselfAtTheStartAndAfterTheServerHasBeenAway() throws Exception {
        BlockingQueue<String> connections = new LinkedBlockingQueue<>();
        ServerTransportFilter noting = new ServerTransportFilter() {
            @Override
            public Attributes transportReady(Attributes attributes) {
                connections.add("ready");
                return attributes;
            }
        };
        int port = LoopbackServer.freePort();
        try (LoopbackServer first = LoopbackServer.start(port, builder -> builder.addTransportFilter(noting))) {
            call("Echo", Settings.at(first.target()));
            assertThat(connections.poll(5, TimeUnit.SECONDS)).isNotNull();
            assertThat(connections.poll(5, TimeUnit.SECONDS)).isNotNull();
        }
        try (LoopbackServer second = LoopbackServer.start(port, builder -> builder.addTransportFilter(noting))) {
            assertThat(connections.poll(5, TimeUnit.SECONDS)).isNotNull();
            assertThat(connections.poll(5, TimeUnit.SECONDS)).isNotNull();
        }
    }

    private static Thread thread(Loop loop) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.execute(() -> thread.complete(Thread.currentThread()));
        return thread.get(5, TimeUnit.SECONDS);
    }
}
