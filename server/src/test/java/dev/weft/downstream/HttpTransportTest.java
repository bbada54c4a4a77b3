package dev.weft.downstream;

import static dev.weft.downstream.LoopbackHttpServer.anyPort;
import static dev.weft.downstream.LoopbackHttpServer.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.Code;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerPort;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.DownstreamSettings.Identity;
import dev.weft.downstream.DownstreamSettings.Tls;
import dev.weft.downstream.LoopbackHttpServer.Seen;
import dev.weft.loop.Cancellable;
import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import io.grpc.Context;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections to downstreams over HTTP: protocols, their reuse, TLS, deadlines, and their troubles. */
class HttpTransportTest {
    @TempDir
    private Path files;

    private final EventLoops loops = EventLoops.start(2);
    private final List<Downstreams> open = new ArrayList<>();

    @AfterEach
    void stop() {
        open.forEach(Downstreams::close);
        loops.close();
    }

    private UnaryCall get(DownstreamSettings settings) {
        Downstreams downstreams =
                Downstreams.open(List.of(settings), loops, Library.JSON, Settings.CACHE, CallListener.NONE);
        open.add(downstreams);
        return downstreams.call(Library.target("GetBook"), List.of(), Optional.empty());
    }

    private UnaryCall get(String target) {
        return get(Library.at(target));
    }

    /** With a timeout that plays no part. */
    private static DownstreamSettings patient(String target) {
        DownstreamSettings plain = Library.at(target);
        return new DownstreamSettings(
                plain.name(),
                plain.services(),
                Settings.timeout(Duration.ofMinutes(1)),
                plain.headers(),
                plain.connection());
    }

    private CallResult make(UnaryCall call, long millis) throws Exception {
        return Calls.make(call, loops.next(), Library.request("GetBook", "id: 1"), Headers.NONE, millis)
                .result();
    }

    private CallResult make(UnaryCall call) throws Exception {
        return make(call, 10_000);
    }

    /** A call from a loop, of which nothing is awaited. */
    private CompletableFuture<CallResult> begin(UnaryCall call) {
        CompletableFuture<CallResult> result = new CompletableFuture<>();
        Loop loop = loops.next();
        loop.execute(() -> call.start(
                new CallContext(loop, loop.nanoTime() + TimeUnit.SECONDS.toNanos(5), Headers.NONE),
                new byte[0],
                result::complete));
        return result;
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "h2c"})
    void callsOneAfterTheOtherShareTheConnectionOfTheirLoop(String scheme) throws Exception {
        try (LoopbackHttpServer server = LoopbackHttpServer.start()) {
            UnaryCall get = get(server.target(scheme));
            for (int i = 0; i < 5; i++) {
                assertThat(make(get)).isInstanceOf(Answer.class);
            }
            assertThat(server.seen()).hasSize(5);
            assertThat(server.seen().stream().map(Seen::connection).distinct())
                    .hasSize(loops.loops().size());
            assertThat(server.seen()).extracting(Seen::protocol).containsOnly(scheme.equals("http") ? "h1c" : "h2c");
        }
    }

    @ParameterizedTest
    @CsvSource({"h2c, 2", "http, 3"})
    void callsAtTheSameTimeShareTheConnectionOfTheirLoopWhereHttp2IsSpoken(String scheme, int connections)
            throws Exception {
        try (LoopbackHttpServer server = LoopbackHttpServer.start()) {
            CompletableFuture<Void> gate = new CompletableFuture<>();
            server.on(request -> HttpResponse.of(gate.thenApply(opened -> json("{}"))));
            UnaryCall get = get(server.target(scheme));
            List<CompletableFuture<CallResult>> calls = List.of(begin(get), begin(get), begin(get));
            for (int i = 0; i < 3; i++) {
                assertThat(server.nextArrived()).isNotNull();
            }
            assertThat(server.seen().stream().map(Seen::connection).distinct()).hasSize(connections);
            gate.complete(null);
            for (CompletableFuture<CallResult> call : calls) {
                assertThat(call.get(5, TimeUnit.SECONDS)).isInstanceOf(Answer.class);
            }
        }
    }

    private static Consumer<ServerBuilder> https(Identity identity) {
        return builder -> builder.port(new ServerPort(anyPort(), SessionProtocol.HTTPS))
                .tls(TlsKeyPair.of(
                        identity.key().toFile(), identity.certificate().toFile()));
    }

    private CallResult overTls(Identity identity, Tls tls) throws Exception {
        try (LoopbackHttpServer server = LoopbackHttpServer.start(https(identity))) {
            CallResult result = make(get(Library.of(Settings.with(tls, server.target("https")), Headers.NONE)));
            if (result instanceof Answer) {
                assertThat(server.last().protocol()).isEqualTo("h2");
            }
            return result;
        }
    }

    @Test
    void speaksTlsWithWhomItTrustsOnly() throws Exception {
        Identity server = Identities.create(files, "server", "localhost");
        Identity stranger = Identities.create(files, "stranger", "localhost");
        Identity elsewhere = Identities.create(files, "elsewhere", "users.internal");
        Failure refused = new Failure(Code.UNAVAILABLE, "TLS handshake failed");
        assertThat(overTls(server, Identities.trust(server))).isInstanceOf(Answer.class);
        assertThat(overTls(server, Identities.trust(stranger))).isEqualTo(refused);
        assertThat(overTls(server, new Tls(Optional.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo(refused);
        assertThat(overTls(elsewhere, Identities.trust(elsewhere))).isEqualTo(refused);
        assertThat(overTls(
                        elsewhere,
                        new Tls(Optional.of(elsewhere.certificate()), Optional.empty(), Optional.of("users.internal"))))
                .isInstanceOf(Answer.class);
    }

    @Test
    void showsItsCertificateWhenAsked() throws Exception {
        Identity identity = Identities.create(files, "server", "localhost");
        Identity weft = Identities.create(files, "weft", "weft");
        Consumer<ServerBuilder> mutual = https(identity)
                .andThen(builder -> builder.tlsCustomizer(ssl -> ssl.clientAuth(ClientAuth.REQUIRE)
                        .trustManager(weft.certificate().toFile())));
        try (LoopbackHttpServer server = LoopbackHttpServer.start(mutual)) {
            Tls known = new Tls(Optional.of(identity.certificate()), Optional.of(weft), Optional.empty());
            String target = server.target("https");
            assertThat(make(get(Library.of(Settings.with(known, target), Headers.NONE))))
                    .isInstanceOf(Answer.class);
            assertThat(make(get(Library.of(Settings.with(Identities.trust(identity), target), Headers.NONE))))
                    .isInstanceOf(Failure.class);
        }
    }

    @Test
    void theServerMayKnowHttp1Only() throws Exception {
        Identity identity = Identities.create(files, "server", "localhost");
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(Identities.context(files, "server")));
        BlockingQueue<String> protocols = new LinkedBlockingQueue<>();
        server.createContext("/", exchange -> {
            protocols.add(exchange.getProtocol());
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(US_ASCII));
            exchange.close();
        });
        server.start();
        String target = "https://localhost:" + server.getAddress().getPort();
        assertThat(make(get(Library.of(Settings.with(Identities.trust(identity), target), Headers.NONE))))
                .isInstanceOf(Answer.class);
        assertThat(protocols).containsExactly("HTTP/1.1");
        server.stop(0);
    }

    @Test
    void aTlsFileOrSchemeThatMakesNoSenseIsAnErrorThatNamesIt() throws Exception {
        Path garbage = Files.writeString(files.resolve("garbage.pem"), "garbage");
        Identity good = Identities.create(files, "good", "localhost");
        assertRefused(
                new Tls(Optional.of(garbage), Optional.empty(), Optional.empty()), "https", "tls.ca_file: " + garbage);
        assertRefused(
                new Tls(Optional.empty(), Optional.of(new Identity(garbage, good.key())), Optional.empty()),
                "https",
                "tls.certificate_file: " + garbage);
        assertRefused(
                new Tls(Optional.empty(), Optional.of(new Identity(good.certificate(), garbage)), Optional.empty()),
                "https",
                "tls.key_file: " + garbage);
        assertRefused(Identities.trust(good), "http", "tls: is there, and target is http://localhost:1");
        assertRefused(Identities.trust(good), "h2c", "tls: is there, and target is h2c://localhost:1");
    }

    private void assertRefused(Tls tls, String scheme, String place) {
        DownstreamSettings settings = Library.of(Settings.with(tls, scheme + "://localhost:1"), Headers.NONE);
        assertThatThrownBy(() -> get(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("downstream library: " + place);
    }

    private static void wasLate(CallResult result) {
        assertThat(((Failure) result).code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(((Failure) result).cause()).matches("no answer within (1[5-9]|20)\\dms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "h2c"})
    void aHangingCallEndsAtItsDeadlineAndIsGivenUp(String scheme) throws Exception {
        try (LoopbackHttpServer server = LoopbackHttpServer.start()) {
            server.on(request -> HttpResponse.streaming());
            UnaryCall get = get(server.target(scheme));
            assertThat(make(get, 200)).satisfies(HttpTransportTest::wasLate);
            assertThat(server.nextCancelled()).isEqualTo("GET /v1/books/1");
        }
    }

    @Test
    void theDeadlineHoldsForAnAnswerThatNeverEnds() throws Exception {
        try (LoopbackHttpServer server = LoopbackHttpServer.start()) {
            server.on(request -> {
                HttpResponseWriter answer = HttpResponse.streaming();
                answer.write(ResponseHeaders.of(200));
                answer.write(HttpData.ofUtf8("{\"title\":"));
                return answer;
            });
            assertThat(make(get(server.target("http")), 200)).satisfies(HttpTransportTest::wasLate);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "h2c", "https"})
    void theDeadlineHoldsWhereNobodyEvenSpeaks(String scheme) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(make(get(scheme + "://localhost:" + silent.getLocalPort()), 200))
                    .satisfies(HttpTransportTest::wasLate);
        }
    }

    @Test
    void theTimeOfACallIsNeverForeverHoweverShort() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            UnaryCall get = get(patient("http://localhost:" + silent.getLocalPort()));
            Failure failure = briefly(get);
            // On a slow machine the time is sometimes up before the call has begun.
            for (int i = 0; i < 100 && failure.cause().startsWith("no time left"); i++) {
                failure = briefly(get);
            }
            assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
            assertThat(failure.cause()).matches("no answer within [01]ms");
        }
    }

    /** For more than half a millisecond, and less than one. */
    private Failure briefly(UnaryCall call) throws Exception {
        CompletableFuture<CallResult> result = new CompletableFuture<>();
        Loop loop = loops.next();
        loop.execute(() -> call.start(
                new CallContext(loop, loop.nanoTime() + 900_000, Headers.NONE), new byte[0], result::complete));
        return (Failure) result.get(5, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "h2c"})
    void cancellingReachesTheServerAndSaysNothingMore(String scheme) throws Exception {
        try (LoopbackHttpServer server = LoopbackHttpServer.start()) {
            server.on(request -> HttpResponse.streaming());
            UnaryCall get = get(patient(server.target(scheme)));
            BlockingQueue<CallResult> results = new LinkedBlockingQueue<>();
            CompletableFuture<Cancellable> started = new CompletableFuture<>();
            Loop loop = loops.next();
            loop.execute(() -> started.complete(get.start(
                    new CallContext(loop, loop.nanoTime() + 60_000_000_000L, Headers.NONE),
                    new byte[0],
                    results::add)));
            Cancellable call = started.get(5, TimeUnit.SECONDS);
            assertThat(server.nextArrived()).isNotNull();
            loop.execute(call::cancel);
            loop.execute(call::cancel);
            assertThat(server.nextCancelled()).isEqualTo("GET /v1/books/0");
            CompletableFuture<Void> later = new CompletableFuture<>();
            loop.execute(() -> later.complete(null));
            later.get(5, TimeUnit.SECONDS);
            assertThat(results).isEmpty();
        }
    }

    /** One that has just been connected when it is cancelled may have been sent; not all of ten. */
    @Test
    void aCancelledCallThatIsNotConnectedYetIsNeverSent() throws Exception {
        List<List<String>> seen = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            try (LoopbackHttpServer server = LoopbackHttpServer.start()) {
                UnaryCall get = get(server.target("http"));
                assertThat(startAndCancel(get)).isEmpty();
                assertThat(make(get)).isInstanceOf(Answer.class);
                seen.add(server.seen().stream().map(Seen::line).toList());
            }
        }
        assertThat(seen).contains(List.of("GET /v1/books/1"));
    }

    private BlockingQueue<CallResult> startAndCancel(UnaryCall get) throws Exception {
        BlockingQueue<CallResult> results = new LinkedBlockingQueue<>();
        CompletableFuture<Void> given = new CompletableFuture<>();
        Loop loop = loops.next();
        loop.execute(() -> {
            get.start(new CallContext(loop, loop.nanoTime() + 5_000_000_000L, Headers.NONE), new byte[0], results::add)
                    .cancel();
            given.complete(null);
        });
        given.get(5, TimeUnit.SECONDS);
        return results;
    }

    @Test
    void theContextOfTheCallerDoesNotRuleTheCall() throws Exception {
        try (LoopbackHttpServer server = LoopbackHttpServer.start()) {
            UnaryCall get = get(server.target("http"));
            Context.CancellableContext gone = Context.current().withCancellation();
            gone.cancel(null);
            CompletableFuture<Context> seen = new CompletableFuture<>();
            Loop loop = loops.next();
            loop.execute(gone.wrap(() -> {
                get.start(
                        new CallContext(loop, loop.nanoTime() + 5_000_000_000L, Headers.NONE),
                        new byte[0],
                        result -> seen.complete(result instanceof Answer ? Context.current() : null));
            }));
            assertThat(seen.get(5, TimeUnit.SECONDS)).isSameAs(Context.ROOT);
        }
    }

    @Test
    void saysWhyThereIsNoConnection() throws Exception {
        assertThat(make(get("http://localhost:" + LoopbackServer.freePort())))
                .isEqualTo(Failure.lost("connection refused"));
        assertThat(make(get("http://nowhere.invalid:1"))).isEqualTo(new Failure(Code.UNAVAILABLE, "host not found"));
        // Names as container tools give them, which java.net.URI takes for none.
        assertThat(make(get("http://no_where.invalid:1"))).isEqualTo(new Failure(Code.UNAVAILABLE, "host not found"));
    }

    /** A server that says the same to whoever connects, and hangs up. */
    private static CompletableFuture<Void> saying(String words, ServerSocket socket) {
        return CompletableFuture.runAsync(() -> {
            try (Socket connection = socket.accept();
                    OutputStream out = connection.getOutputStream()) {
                connection.getInputStream().read(new byte[1024]);
                out.write(words.getBytes(US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void saysThatTheConnectionWasLost() throws Exception {
        for (String words : List.of("", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{}", "220 mail ready\r\n\r\n")) {
            try (ServerSocket rude = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
                CompletableFuture<Void> said = saying(words, rude);
                Failure failure = (Failure) make(get("http://localhost:" + rude.getLocalPort()));
                said.get(5, TimeUnit.SECONDS);
                assertThat(failure).isEqualTo(Failure.lost("connection lost"));
            }
        }
    }
}
