package dev.weft.downstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.DownstreamSettings.Connection;
import dev.weft.loop.Cancellable;
import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrpcCallTest {
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

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
    void bringsTheAnswerOnTheLoop() throws Exception {
        server.on(Settings.path("Echo"), call -> call.answer(call.request()));
        byte[] large = new byte[1_000_000];
        Arrays.fill(large, (byte) 'x');
        UnaryCall echo = call("Echo");
        for (byte[] request : List.of(new byte[0], "hello".getBytes(UTF_8), large)) {
            for (Loop loop : loops.loops()) {
                Calls.Made made = Calls.make(echo, loop, request, Headers.NONE, 5000);
                assertThat(made.answer()).isEqualTo(request);
                assertThat(made.thread()).isEqualTo(thread(loop));
            }
        }
    }

    @Test
    void bringsAnErrorWithItsDetailsAndSaysNothingOfItsText() throws Exception {
        byte[] details = com.google.rpc.Status.newBuilder()
                .setCode(Code.NOT_FOUND_VALUE)
                .setMessage("no user 42 in table users_eu")
                .addDetails(com.google.protobuf.Any.pack(com.google.rpc.ErrorInfo.newBuilder()
                        .setReason("NO_USER")
                        .build()))
                .build()
                .toByteArray();
        Metadata trailers = new Metadata();
        trailers.put(DETAILS, details);
        server.on(
                Settings.path("Get"),
                call -> call.fail(Status.NOT_FOUND.withDescription("no user 42 in table users_eu"), trailers));
        Failure failure = Calls.make(call("Get"), loop()).failure();
        assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(failure.cause()).isEqualTo("failed with NOT_FOUND");
        assertThat(failure.status()).isEqualTo(details);
    }

    @Test
    void writesTheStatusOfAnErrorWithoutDetailsOrWithWrongOnes() throws Exception {
        Metadata wrong = new Metadata();
        wrong.put(DETAILS, com.google.rpc.Status.newBuilder().setCode(5).build().toByteArray());
        Metadata damaged = new Metadata();
        damaged.put(DETAILS, new byte[] {(byte) 0xff, 1});
        BlockingQueue<Metadata> trailers = new LinkedBlockingQueue<>(List.of(new Metadata(), wrong, damaged));
        server.on(
                Settings.path("Get"),
                call -> call.fail(Status.ABORTED.withDescription("try again"), trailers.remove()));
        UnaryCall get = call("Get");
        for (int i = 0; i < 3; i++) {
            Failure failure = Calls.make(get, loop()).failure();
            assertThat(failure.code()).isEqualTo(Code.ABORTED);
            assertThat(com.google.rpc.Status.parseFrom(failure.status()))
                    .isEqualTo(com.google.rpc.Status.newBuilder()
                            .setCode(Code.ABORTED_VALUE)
                            .setMessage("try again")
                            .build());
        }
    }

    @Test
    void everyCodeOfGrpcHasItsOwn() throws Exception {
        UnaryCall get = call("Get");
        for (Status.Code code : Status.Code.values()) {
            if (code != Status.Code.OK) {
                server.on(Settings.path("Get"), call -> call.fail(code.toStatus()));
                assertThat(Calls.make(get, loop()).failure().code().name()).isEqualTo(code.name());
            }
        }
    }

    @Test
    void anAnswerOfNoneOrTwoMessagesIsInternal() throws Exception {
        server.on(Settings.path("None"), LoopbackServer.Call::answer);
        server.on(Settings.path("Two"), call -> call.answer(new byte[1], new byte[2]));
        for (String method : List.of("None", "Two")) {
            Failure failure = Calls.make(call(method), loop()).failure();
            assertThat(failure.code()).isEqualTo(Code.INTERNAL);
            assertThat(failure.status()).isNull();
        }
    }

    @Test
    void aHangingCallEndsAtTheDeadlineOrTheTimeoutWhateverComesFirst() throws Exception {
        server.on(Settings.path("Hang"), call -> {});
        Failure byDeadline =
                Calls.make(call("Hang"), loop(), new byte[0], Headers.NONE, 100).failure();
        assertThat(byDeadline.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(byDeadline.cause()).isEqualTo("no answer within 100ms");
        assertThat(byDeadline.status()).isNull();

        DownstreamSettings slow = Settings.at(server.target());
        DownstreamSettings quick = new DownstreamSettings(
                slow.name(),
                slow.services(),
                Settings.timeout(Duration.ofMillis(150)),
                Headers.NONE,
                slow.connection());
        Failure byTimeout = Calls.make(call("Hang", quick), loop()).failure();
        assertThat(byTimeout.cause()).isEqualTo("no answer within 150ms");
        assertThat(server.nextCancelled()).isEqualTo(Settings.path("Hang"));
    }

    @Test
    void theDeadlineHoldsWhereNobodyEvenSpeaksHttp2() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Failure failure = Calls.make(
                            call("Echo", Settings.at("localhost:" + silent.getLocalPort())),
                            loop(),
                            new byte[0],
                            Headers.NONE,
                            200)
                    .failure();
            assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
            assertThat(failure.cause()).isEqualTo("no answer within 200ms");
        }
    }

    @Test
    void theServersDeadlineExceededIsNotOurs() throws Exception {
        server.on(Settings.path("Get"), call -> call.fail(Status.DEADLINE_EXCEEDED));
        assertThat(Calls.make(call("Get"), loop()).failure().cause()).isEqualTo("failed with DEADLINE_EXCEEDED");
    }

    @Test
    void aCallWithoutTimeIsNotMade() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.on(Settings.path("Echo"), call -> calls.incrementAndGet());
        Failure failure =
                Calls.make(call("Echo"), loop(), new byte[0], Headers.NONE, 0).failure();
        assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(failure.cause()).isEqualTo("no time left to make the call");
        assertThat(calls).hasValue(0);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRead() throws Exception {
        server.on(Settings.path("Echo"), call -> call.answer(new byte[2000]));
        server.on(Settings.path("Zip"), call -> call.answerCompressed(new byte[2000]));
        for (String method : List.of("Echo", "Zip")) {
            Failure failure = Calls.make(call(method, small()), loop()).failure();
            assertThat(failure.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
            assertThat(failure.cause()).isEqualTo("answer larger than 1000 bytes");
        }
    }

    @Test
    void anAnswerThatCannotBeDecompressedIsAFailureOfTheServers() throws Exception {
        CompressorRegistry damaging = CompressorRegistry.newEmptyInstance();
        damaging.register(new Damaging());
        try (LoopbackServer damaged = LoopbackServer.start(0, builder -> builder.compressorRegistry(damaging))) {
            damaged.on(Settings.path("Echo"), call -> call.answerCompressed(new byte[100]));
            Failure failure = Calls.make(call("Echo", Settings.at(damaged.target())), loop())
                    .failure();
            assertThat(failure.code()).isEqualTo(Code.INTERNAL);
            assertThat(failure.cause()).isEqualTo("malformed response");
        }
    }

    /** Begins as gzip does (RFC 1952), and goes on otherwise. */
    private static final class Damaging implements Compressor {
        private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};

        @Override
        public String getMessageEncoding() {
            return "gzip";
        }

        @Override
        public OutputStream compress(OutputStream stream) throws IOException {
            stream.write(HEADER);
            return stream;
        }
    }

    private DownstreamSettings small() {
        Connection plain = Settings.connection(server.target());
        return Settings.of(new Connection(
                plain.targets(),
                plain.tls(),
                plain.keepalive(),
                1000,
                plain.channels(),
                plain.maxConnectBackoff(),
                plain.replicas()));
    }

    @Test
    void cancellingReachesTheServerAndSaysNothingMore() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        server.on(Settings.path("Hang"), call -> arrived.countDown());
        UnaryCall hang = call("Hang");
        CompletableFuture<Cancellable> started = new CompletableFuture<>();
        BlockingQueue<CallResult> results = new LinkedBlockingQueue<>();
        Loop loop = loop();
        loop.execute(() -> started.complete(hang.start(
                new CallContext(loop, loop.nanoTime() + 5_000_000_000L, Headers.NONE), new byte[0], results::add)));
        Cancellable call = started.get(5, TimeUnit.SECONDS);
        assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();
        loop.execute(call::cancel);
        loop.execute(call::cancel);
        assertThat(server.nextCancelled()).isEqualTo(Settings.path("Hang"));
        barrier(loop);
        assertThat(results).isEmpty();
    }

    @Test
    void theContextOfTheCallerDoesNotRuleTheCall() throws Exception {
        server.on(Settings.path("Echo"), call -> call.answer(call.request()));
        UnaryCall echo = call("Echo");
        Loop loop = loop();
        CompletableFuture<CallResult> result = new CompletableFuture<>();
        Context.CancellableContext gone = Context.current().withCancellation();
        gone.cancel(null);
        Runnable start = () -> echo.start(
                new CallContext(loop, loop.nanoTime() + 5_000_000_000L, Headers.NONE),
                new byte[] {7},
                result::complete);
        loop.execute(gone.wrap(start));
        assertThat(result.get(5, TimeUnit.SECONDS)).isInstanceOf(CallResult.Answer.class);
    }

    @Test
    void aTargetThatMakesNoSenseIsAnErrorThatNamesIt() {
        for (String target : List.of("ftp://orders:3002", "", "unix:", "unix://host/path", "a b", "orders:port")) {
            assertThatThrownBy(() -> call("Echo", Settings.at(target)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("downstream echo: target: " + target
                            + " (expected: dns:///host:port, host:port or unix:///path)");
        }
    }

    private static Thread thread(Loop loop) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.execute(() -> thread.complete(Thread.currentThread()));
        return thread.get(5, TimeUnit.SECONDS);
    }

    private static void barrier(Loop loop) throws Exception {
        thread(loop);
    }
}
