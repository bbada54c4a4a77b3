package dev.weft.server;

import static dev.weft.server.Feed.note;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import dev.weft.config.v1.CircuitBreaker;
import dev.weft.config.v1.Downstream;
import dev.weft.config.v1.IdempotencyLevel;
import dev.weft.config.v1.Method;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server does for streams beside passing them on: places, breakers, its own end, metrics, and what it says of them. */
class ServedStreamsTest {
    private final ServedFeed served = new ServedFeed();

    @BeforeEach
    void start() throws Exception {
        served.start(Downstream.newBuilder());
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
    }

    @Test
    void whatHasAllThatItNeedsToChangeSomethingGoesOnWithoutItsClient() throws Exception {
        served.grace().setSeconds(10);
        served.restart(Downstream.newBuilder());
        Feed.Call service = collecting();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(served.weft()::close);
        TimeUnit.MILLISECONDS.sleep(1500);
        assertThat(closed).isNotDone();
        service.begin().send(note("b")).end();
        closed.get(5, TimeUnit.SECONDS);
        assertThat(service.next()).isEqualTo(Feed.COMPLETE);
    }

    @Test
    void whatIsOnlyReadDoesNotGoOn() throws Exception {
        served.restart(Downstream.newBuilder()
                .addMethods(Method.newBuilder()
                        .setName(Feed.SERVICE + "/Collect")
                        .setIdempotencyLevel(IdempotencyLevel.IDEMPOTENCY_LEVEL_NO_SIDE_EFFECTS)));
        assertThat(collecting().next()).isEqualTo(Feed.CANCELLED);
    }

    @Test
    void theOnlyRequestIsNotWaitedForForEver() throws Exception {
        served.grpc().getBodyTimeoutBuilder().setNanos(300_000_000);
        served.restart(Downstream.newBuilder());
        Talk many = served.begin("Chat");
        Talk whole = served.begin("Watch").send(note("what")).halfClose();
        Talk client = served.begin("Watch").send(note("what"));
        Talk.End end = client.end();
        assertThat(end.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(end.status().getDescription()).isEqualTo("the request has not come in time");
        whole.cancel();
        many.cancel();
        assertThat(List.of(many.end().code(), whole.end().code()))
                .as("one that may send many and one that has sent its own were not ended")
                .containsOnly(Code.CANCELLED);
    }

    @Test
    void aStreamHoldsAPlaceAsLongAsItLives() throws Exception {
        served.restart(Downstream.newBuilder().setMaxConcurrentCalls(1));
        Talk client = served.begin("Chat");
        Feed.Call service = served.feed().next().begin();
        assertThat(served.begin("Chat").end().code()).isEqualTo(Code.UNAVAILABLE);
        client.halfClose();
        service.call.request(1);
        service.next();
        service.end();
        assertThat(client.end().code()).isEqualTo(Code.OK);
        served.begin("Chat").cancel();
        served.begin("Chat");
        assertThat(served.feed().next()).isNotNull();
    }

    @Test
    void streamsThatFailOpenTheBreaker() throws Exception {
        served.restart(Downstream.newBuilder()
                .setCircuitBreaker(CircuitBreaker.newBuilder().setMinimumNumberOfCalls(4)));
        for (int i = 0; i < 4; i++) {
            Talk client = served.begin("Chat");
            served.feed().next().begin().send(note("a")).call.close(io.grpc.Status.UNAVAILABLE, new Metadata());
            client.message();
            assertThat(client.end().code()).isEqualTo(Code.UNAVAILABLE);
        }
        assertThat(served.begin("Chat").end().code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(served.feed().hasNone()).as("the service is left alone").isTrue();
    }

    @Test
    void streamsThatAreInsideWhenTheGraceIsOverAreEnded() throws Exception {
        Talk client = served.begin("Chat").send(note("a"));
        Feed.Call service = served.feed().next().begin().send(note("b"));
        service.message();
        assertThat(client.message()).isEqualTo(note("b"));
        CompletableFuture<Void> closed = CompletableFuture.runAsync(served.weft()::close);
        Talk.End end = client.end();
        assertThat(end.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(end.status().getDescription()).isEqualTo("the server is shutting down");
        assertThat(service.next()).isEqualTo(Feed.CANCELLED);
        closed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void streamsAreCounted() throws Exception {
        Talk client = served.begin("Chat");
        served.feed().next().begin().end();
        client.end();
        Talk refused = served.begin("Chat");
        served.feed().next().call.close(io.grpc.Status.NOT_FOUND, new Metadata());
        refused.end();
        String page = "page=\"feed.v1.FeedService/Chat\"} 1";
        assertThat(get(served.weft().adminPort().orElseThrow(), "/metrics").lines())
                .contains("weft_pages_seconds_count{code=\"OK\",outcome=\"COMPLETE\"," + page)
                .contains("weft_pages_seconds_count{code=\"NOT_FOUND\",outcome=\"FAILED\"," + page)
                .contains("weft_downstream_calls_in_flight{downstream=\"feed\"} 0.0")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("weft_downstream_attempts_seconds_count{attempt=\"1\",downstream=\"feed\","
                                + "method=\"feed.v1.FeedService/Chat\",outcome=\"NOT_FOUND\"}"));
    }

    @Test
    void healthReflectionAndTheDescriptionKnowThem() throws Exception {
        assertThat(HealthGrpc.newBlockingStub(served.channel())
                        .check(HealthCheckRequest.newBuilder()
                                .setService(Feed.SERVICE)
                                .build())
                        .getStatus())
                .isEqualTo(ServingStatus.SERVING);
        assertThat(get(served.weft().httpPort(), "/openapi.json")).contains("\"openapi\"");
        BlockingQueue<ServerReflectionResponse> answers = new LinkedBlockingQueue<>();
        ServerReflectionGrpc.newStub(served.channel())
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

    /** A call whose client has sent all, and has gone. */
    private Feed.Call collecting() throws Exception {
        Talk client = served.begin("Collect").send(note("a")).halfClose();
        Feed.Call service = served.feed().next();
        assertThat(service.message()).isEqualTo(note("a"));
        assertThat(service.next()).isEqualTo(Feed.HALF_CLOSED);
        client.cancel();
        return service;
    }

    private static String get(int port, String path) throws Exception {
        URI uri = URI.create("http://localhost:" + port + path);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
