package dev.weft.server;

import static dev.weft.server.Feed.note;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Duration;
import com.google.rpc.ErrorInfo;
import dev.weft.config.v1.Admin;
import dev.weft.config.v1.CircuitBreaker;
import dev.weft.config.v1.Config;
import dev.weft.config.v1.Downstream;
import dev.weft.config.v1.Grpc;
import dev.weft.config.v1.Http;
import dev.weft.config.v1.IdempotencyLevel;
import dev.weft.config.v1.Method;
import dev.weft.plan.RpcPlan;
import dev.weft.planner.Planner;
import dev.weft.planner.Planning;
import io.grpc.CallOptions;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams that are passed on by a whole server, from a client to a service and back, over real sockets. */
class ForwardedStreamsTest {
    private static final int MANY = 10_000;
    private static final byte[] TEN_KIBIBYTES = note("x".repeat(10 * 1024));

    /** The windows and buffers of three processes, two of them the test's, with some to spare: of 100 MB at most one. */
    private static final int A_FEW = 100;

    private final Duration.Builder grace = Duration.newBuilder().setNanos(200_000_000);
    private Feed feed;
    private WeftServer weft;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        feed = new Feed();
        serve(Downstream.newBuilder());
    }

    private void serve(Downstream.Builder downstream) throws Exception {
        Config config = Defaults.fill(Config.newBuilder()
                .setGrpc(Grpc.newBuilder().setPort(0))
                .setHttp(Http.newBuilder().setPort(0))
                .setEventLoops(2)
                .setAdmin(Admin.newBuilder().setHost("127.0.0.1").setPort(0))
                .setShutdownGrace(grace)
                .addForwardHeaders("traceparent")
                .addDownstreams(
                        downstream.setName("feed").addServices(Feed.SERVICE).setTarget(feed.target()))
                .build());
        Planning planning = Planner.plan(Feed.schema(), Settings.placement(config));
        assertThat(planning.diagnostics()).isEmpty();
        List<RpcPlan> plans = planning.plans();
        weft = WeftServer.start(Feed.schema(), plans, config);
        channel = NettyChannelBuilder.forAddress("localhost", weft.grpcPort(), InsecureChannelCredentials.create())
                .flowControlWindow(65_535)
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        weft.close();
        feed.close();
    }

    private void restart(Downstream.Builder downstream) throws Exception {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        weft.close();
        serve(downstream);
    }

    private Talk begin(String method) {
        return begin(method, new Metadata(), CallOptions.DEFAULT);
    }

    private Talk begin(String method, Metadata headers, CallOptions options) {
        return Talk.begin(channel, Feed.method(Feed.SERVICE + "/" + method), headers, options);
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    @Test
    void manyAnswersToOneRequest() throws Exception {
        Talk client = begin("Watch").send(note("what")).halfClose();
        Feed.Call service = feed.next();
        assertThat(service.message()).isEqualTo(note("what"));
        assertThat(service.next()).isEqualTo(Feed.HALF_CLOSED);
        service.begin();
        for (String text : List.of("a", "b", "c")) {
            service.send(note(text));
            assertThat(client.message()).isEqualTo(note(text));
        }
        service.end();
        assertThat(client.end().code()).isEqualTo(Code.OK);
        assertThat(client.headers().get(key("x-request-id"))).isNotEmpty();
    }

    @Test
    void oneAnswerToManyRequests() throws Exception {
        Talk client = begin("Collect");
        Feed.Call service = feed.next();
        for (String text : List.of("a", "b", "c")) {
            client.send(note(text));
            assertThat(service.message()).isEqualTo(note(text));
        }
        client.halfClose();
        service.call.request(1);
        assertThat(service.next()).isEqualTo(Feed.HALF_CLOSED);
        service.begin().send(note("all")).end();
        assertThat(client.message()).isEqualTo(note("all"));
        assertThat(client.end().code()).isEqualTo(Code.OK);
    }

    @Test
    void twoAnswersWhereOneIsDeclaredAreAFailure() throws Exception {
        Talk client = begin("Collect").send(note("a")).halfClose();
        feed.next().begin().send(note("all")).send(note("more")).end();
        client.message();
        assertThat(client.end().code()).isEqualTo(Code.INTERNAL);
        client = begin("Collect").halfClose();
        feed.next().begin().end();
        assertThat(client.end().code()).isEqualTo(Code.INTERNAL);
    }

    @Test
    void aConversationInWhichTheServiceHasTheFirstWord() throws Exception {
        Talk client = begin("Chat");
        Feed.Call service = feed.next().begin();
        assertThat(client.headers()).isNotNull();
        service.send(note("hello"));
        assertThat(client.message()).isEqualTo(note("hello"));
        client.send(note("ping"));
        assertThat(service.message()).isEqualTo(note("ping"));
        service.send(note("pong"));
        assertThat(client.message()).isEqualTo(note("pong"));
        client.halfClose();
        service.call.request(1);
        assertThat(service.next()).isEqualTo(Feed.HALF_CLOSED);
        service.send(note("bye")).end();
        assertThat(client.message()).isEqualTo(note("bye"));
        assertThat(client.end().code()).isEqualTo(Code.OK);
    }

    @Test
    void whatIsNotDeclaredCrossesInNeitherDirection() throws Exception {
        byte[] smuggled = join(note("a"), new byte[] {(byte) 0x98, 0x06, 1});
        byte[] inside = join(new byte[] {26, (byte) smuggled.length}, smuggled);
        byte[] without = join(new byte[] {26, (byte) note("a").length}, note("a"));
        Talk client = begin("Chat").send(inside);
        Feed.Call service = feed.next().begin();
        assertThat(service.message()).isEqualTo(without);
        service.send(inside);
        assertThat(client.message()).isEqualTo(without);
        client.cancel();
    }

    @Test
    void aDamagedMessageOfTheClientEndsItAsInvalid() throws Exception {
        Talk client = begin("Chat").send(note("fine"));
        Feed.Call service = feed.next().begin();
        assertThat(service.message()).isEqualTo(note("fine"));
        client.send(new byte[] {18, 1, (byte) 0xff});
        assertThat(client.end().status().toString()).contains("INVALID_ARGUMENT", "malformed request");
        assertThat(service.next()).isEqualTo(Feed.CANCELLED);
        Talk first = begin("Watch").send(new byte[] {18}).halfClose();
        assertThat(first.end().code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(feed.hasNone()).as("the service is not called").isTrue();
    }

    @Test
    void aDamagedMessageOfTheServiceEndsItAsInternal() throws Exception {
        Talk client = begin("Watch").send(note("what")).halfClose();
        Feed.Call service = feed.next().begin().send(note("fine"));
        assertThat(client.message()).isEqualTo(note("fine"));
        service.send(new byte[] {18, 1, (byte) 0xff});
        assertThat(client.end().code()).isEqualTo(Code.INTERNAL);
        assertThat(service.next()).isEqualTo(Feed.CANCELLED);
    }

    @Test
    void aFailureComesWholeAfterWhatCameBefore() throws Exception {
        com.google.rpc.Status rich = com.google.rpc.Status.newBuilder()
                .setCode(Code.FAILED_PRECONDITION.value())
                .setMessage("closed")
                .addDetails(Any.pack(ErrorInfo.newBuilder().setReason("CLOSED").build()))
                .build();
        Metadata.Key<byte[]> details = Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
        Metadata trailers = new Metadata();
        trailers.put(details, rich.toByteArray());
        Talk client = begin("Watch").send(note("what")).halfClose();
        feed.next()
                .begin()
                .send(note("a"))
                .call
                .close(io.grpc.Status.FAILED_PRECONDITION.withDescription("closed"), trailers);
        assertThat(client.message()).isEqualTo(note("a"));
        Talk.End end = client.end();
        assertThat(end.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(end.status().getDescription()).isEqualTo("closed");
        assertThat(com.google.rpc.Status.parseFrom(end.trailers().get(details))).isEqualTo(rich);
    }

    @Test
    void headersGoOnAsWithAnyCallAndNoDeadlineIsMadeUp() throws Exception {
        Metadata headers = new Metadata();
        headers.put(key("traceparent"), "00-1-2-01");
        headers.put(key("x-other"), "no");
        Talk client = begin("Chat", headers, CallOptions.DEFAULT);
        Feed.Call service = feed.next();
        assertThat(service.header("traceparent")).isEqualTo("00-1-2-01");
        assertThat(service.header("x-other")).isNull();
        assertThat(service.header("grpc-timeout")).isNull();
        client.cancel();
        Talk hasty = begin("Chat", headers, CallOptions.DEFAULT.withDeadlineAfter(400, TimeUnit.MILLISECONDS));
        assertThat(feed.next().header("grpc-timeout")).matches("[1-4]\\d\\dm|\\d\\d?m");
        assertThat(hasty.end().code()).isEqualTo(Code.DEADLINE_EXCEEDED);
    }

    @Test
    void theTimeoutOfTheRpcEndsIt() throws Exception {
        Talk client = begin("Brief");
        Feed.Call service = feed.next().begin();
        assertThat(service.header("grpc-timeout")).isNotNull();
        assertThat(client.end().code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(service.next()).isEqualTo(Feed.CANCELLED);
    }

    @Test
    void aClientThatGoesTakesTheServicesStreamWithIt() throws Exception {
        Talk client = begin("Chat").send(note("a"));
        Feed.Call service = feed.next();
        service.message();
        client.cancel();
        assertThat(service.next()).isEqualTo(Feed.CANCELLED);
    }

    @Test
    void whatHasAllThatItNeedsToChangeSomethingGoesOnWithoutItsClient() throws Exception {
        grace.setSeconds(10);
        restart(Downstream.newBuilder());
        Feed.Call service = collecting();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(weft::close);
        TimeUnit.MILLISECONDS.sleep(1500);
        assertThat(closed).isNotDone();
        service.begin().send(note("b")).end();
        closed.get(5, TimeUnit.SECONDS);
        assertThat(service.next()).isEqualTo(Feed.COMPLETE);
    }

    @Test
    void whatIsOnlyReadDoesNotGoOn() throws Exception {
        restart(Downstream.newBuilder()
                .addMethods(Method.newBuilder()
                        .setName(Feed.SERVICE + "/Collect")
                        .setIdempotencyLevel(IdempotencyLevel.IDEMPOTENCY_LEVEL_NO_SIDE_EFFECTS)));
        assertThat(collecting().next()).isEqualTo(Feed.CANCELLED);
    }

    /** A call whose client has sent all, and has gone. */
    private Feed.Call collecting() throws Exception {
        Talk client = begin("Collect").send(note("a")).halfClose();
        Feed.Call service = feed.next();
        assertThat(service.message()).isEqualTo(note("a"));
        assertThat(service.next()).isEqualTo(Feed.HALF_CLOSED);
        client.cancel();
        return service;
    }

    @Test
    void aServiceThatGoesIsUnavailable() throws Exception {
        Talk client = begin("Chat").send(note("a"));
        feed.next().begin().send(note("b"));
        assertThat(client.message()).isEqualTo(note("b"));
        feed.close();
        assertThat(client.end().code()).isIn(Code.UNAVAILABLE, Code.CANCELLED);
        assertThat(begin("Chat").end().code()).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void aReaderThatStopsStopsTheService() throws Exception {
        Talk client = begin("Watch").send(note("what")).halfClose();
        Feed.Call service = feed.next().begin();
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger ahead = new AtomicInteger();
        service.whenReady(() -> {
            while (service.call.isReady() && sent.get() < MANY) {
                service.send(TEN_KIBIBYTES);
                ahead.accumulateAndGet(sent.incrementAndGet() - taken.get(), Math::max);
            }
        });
        goThrough();
        assertThat(sent.get()).as("while nothing was asked for").isBetween(1, A_FEW);
        for (int i = 0; i < MANY; i++) {
            assertThat(client.message()).hasSize(TEN_KIBIBYTES.length);
            taken.incrementAndGet();
        }
        assertThat(ahead.get()).isBetween(1, A_FEW);
        service.end();
        assertThat(client.end().code()).isEqualTo(Code.OK);
    }

    @Test
    void aServiceThatStopsReadingStopsTheClient() throws Exception {
        Talk client = begin("Collect");
        Feed.Call service = feed.next();
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger ahead = new AtomicInteger();
        client.whenReady(() -> {
            while (client.isReady() && sent.get() < MANY) {
                client.send(TEN_KIBIBYTES);
                ahead.accumulateAndGet(sent.incrementAndGet() - taken.get(), Math::max);
            }
        });
        goThrough();
        assertThat(sent.get()).as("while nothing was asked for").isBetween(1, A_FEW);
        for (int i = 0; i < MANY; i++) {
            assertThat(service.message()).hasSize(TEN_KIBIBYTES.length);
            taken.incrementAndGet();
        }
        assertThat(ahead.get()).isBetween(1, A_FEW);
        client.cancel();
    }

    /** Lets what is on its way arrive: many other calls go there and back meanwhile. */
    private void goThrough() throws Exception {
        for (int i = 0; i < 300; i++) {
            Talk other = begin("Get").send(note("n")).halfClose();
            feed.next().begin().send(note("n")).end();
            other.message();
            other.end();
        }
    }

    @Test
    void aStreamHoldsAPlaceAsLongAsItLives() throws Exception {
        restart(Downstream.newBuilder().setMaxConcurrentCalls(1));
        Talk client = begin("Chat");
        Feed.Call service = feed.next().begin();
        assertThat(begin("Chat").end().code()).isEqualTo(Code.UNAVAILABLE);
        client.halfClose();
        service.call.request(1);
        service.next();
        service.end();
        assertThat(client.end().code()).isEqualTo(Code.OK);
        begin("Chat").cancel();
        begin("Chat");
        assertThat(feed.next()).isNotNull();
    }

    @Test
    void streamsThatFailOpenTheBreaker() throws Exception {
        restart(Downstream.newBuilder()
                .setCircuitBreaker(CircuitBreaker.newBuilder().setMinimumNumberOfCalls(4)));
        for (int i = 0; i < 4; i++) {
            Talk client = begin("Chat");
            feed.next().begin().send(note("a")).call.close(io.grpc.Status.UNAVAILABLE, new Metadata());
            client.message();
            assertThat(client.end().code()).isEqualTo(Code.UNAVAILABLE);
        }
        assertThat(begin("Chat").end().code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(feed.hasNone()).as("the service is left alone").isTrue();
    }

    @Test
    void streamsThatAreInsideWhenTheGraceIsOverAreEnded() throws Exception {
        Talk client = begin("Chat").send(note("a"));
        Feed.Call service = feed.next().begin().send(note("b"));
        service.message();
        assertThat(client.message()).isEqualTo(note("b"));
        CompletableFuture<Void> closed = CompletableFuture.runAsync(weft::close);
        Talk.End end = client.end();
        assertThat(end.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(end.status().getDescription()).isEqualTo("the server is shutting down");
        assertThat(service.next()).isEqualTo(Feed.CANCELLED);
        closed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void streamsAreCounted() throws Exception {
        Talk client = begin("Chat");
        feed.next().begin().end();
        client.end();
        Talk refused = begin("Chat");
        feed.next().call.close(io.grpc.Status.NOT_FOUND, new Metadata());
        refused.end();
        String page = "page=\"feed.v1.FeedService/Chat\"} 1";
        assertThat(get(weft.adminPort().orElseThrow(), "/metrics").lines())
                .contains("weft_pages_seconds_count{code=\"OK\",outcome=\"COMPLETE\"," + page)
                .contains("weft_pages_seconds_count{code=\"NOT_FOUND\",outcome=\"FAILED\"," + page)
                .contains("weft_downstream_calls_in_flight{downstream=\"feed\"} 0.0")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("weft_downstream_attempts_seconds_count{attempt=\"1\",downstream=\"feed\","
                                + "method=\"feed.v1.FeedService/Chat\",outcome=\"NOT_FOUND\"}"));
    }

    private static String get(int port, String path) throws Exception {
        URI uri = URI.create("http://localhost:" + port + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void healthReflectionAndTheDescriptionKnowThem() throws Exception {
        assertThat(HealthGrpc.newBlockingStub(channel)
                        .check(HealthCheckRequest.newBuilder()
                                .setService(Feed.SERVICE)
                                .build())
                        .getStatus())
                .isEqualTo(ServingStatus.SERVING);
        assertThat(get(weft.httpPort(), "/openapi.json")).contains("\"openapi\"");
        BlockingQueue<ServerReflectionResponse> answers = new LinkedBlockingQueue<>();
        ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse answer) {
                        answers.add(answer);
                    }

                    @Override
                    public void onError(Throwable t) {}

                    @Override
                    public void onCompleted() {}
                })
                .onNext(ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol(Feed.SERVICE)
                        .build());
        FileDescriptorProto file = FileDescriptorProto.parseFrom(
                answers.poll(10, TimeUnit.SECONDS).getFileDescriptorResponse().getFileDescriptorProto(0));
        assertThat(file.getService(0).getMethodList())
                .filteredOn(method -> method.getClientStreaming() && method.getServerStreaming())
                .hasSize(2);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
