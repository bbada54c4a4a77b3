package dev.weft.server;

import static dev.weft.server.Feed.note;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import dev.weft.config.v1.Downstream;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import java.io.ByteArrayOutputStream;
import java.util.List;
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

    private final ServedFeed served = new ServedFeed();

    @BeforeEach
    void start() throws Exception {
        served.start(Downstream.newBuilder());
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    @Test
    void manyAnswersToOneRequest() throws Exception {
        Talk client = served.begin("Watch").send(note("what")).halfClose();
        Feed.Call service = served.feed().next();
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
        Talk client = served.begin("Collect");
        Feed.Call service = served.feed().next();
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
        Talk client = served.begin("Collect").send(note("a")).halfClose();
        served.feed().next().begin().send(note("all")).send(note("more")).end();
        client.message();
        assertThat(client.end().code()).isEqualTo(Code.INTERNAL);
        client = served.begin("Collect").halfClose();
        served.feed().next().begin().end();
        assertThat(client.end().code()).isEqualTo(Code.INTERNAL);
    }

    @Test
    void aConversationInWhichTheServiceHasTheFirstWord() throws Exception {
        Talk client = served.begin("Chat");
        Feed.Call service = served.feed().next().begin();
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
        Talk client = served.begin("Chat").send(inside);
        Feed.Call service = served.feed().next().begin();
        assertThat(service.message()).isEqualTo(without);
        service.send(inside);
        assertThat(client.message()).isEqualTo(without);
        client.cancel();
    }

    @Test
    void aDamagedMessageOfTheClientEndsItAsInvalid() throws Exception {
        Talk client = served.begin("Chat").send(note("fine"));
        Feed.Call service = served.feed().next().begin();
        assertThat(service.message()).isEqualTo(note("fine"));
        client.send(new byte[] {18, 1, (byte) 0xff});
        assertThat(client.end().status().toString()).contains("INVALID_ARGUMENT", "malformed request");
        assertThat(service.next()).isEqualTo(Feed.CANCELLED);
        Talk first = served.begin("Watch").send(new byte[] {18}).halfClose();
        assertThat(first.end().code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(served.feed().hasNone()).as("the service is not called").isTrue();
    }

    @Test
    void aDamagedMessageOfTheServiceEndsItAsInternal() throws Exception {
        Talk client = served.begin("Watch").send(note("what")).halfClose();
        Feed.Call service = served.feed().next().begin().send(note("fine"));
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
        Talk client = served.begin("Watch").send(note("what")).halfClose();
        served.feed()
                .next()
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
        Talk client = served.begin("Chat", headers, CallOptions.DEFAULT);
        Feed.Call service = served.feed().next();
        assertThat(service.header("traceparent")).isEqualTo("00-1-2-01");
        assertThat(service.header("x-other")).isNull();
        assertThat(service.header("grpc-timeout")).isNull();
        client.cancel();
        Talk hasty = served.begin("Chat", headers, CallOptions.DEFAULT.withDeadlineAfter(400, TimeUnit.MILLISECONDS));
        assertThat(served.feed().next().header("grpc-timeout")).matches("[1-4]\\d\\dm|\\d\\d?m");
        assertThat(hasty.end().code()).isEqualTo(Code.DEADLINE_EXCEEDED);
    }

    @Test
    void theTimeoutOfTheRpcEndsIt() throws Exception {
        Talk client = served.begin("Brief");
        Feed.Call service = served.feed().next().begin();
        assertThat(service.header("grpc-timeout")).isNotNull();
        assertThat(client.end().code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(service.next()).isEqualTo(Feed.CANCELLED);
    }

    @Test
    void aClientThatGoesTakesTheServicesStreamWithIt() throws Exception {
        Talk client = served.begin("Chat").send(note("a"));
        Feed.Call service = served.feed().next();
        service.message();
        client.cancel();
        assertThat(service.next()).isEqualTo(Feed.CANCELLED);
    }

    @Test
    void aServiceThatGoesIsUnavailable() throws Exception {
        Talk client = served.begin("Chat").send(note("a"));
        served.feed().next().begin().send(note("b"));
        assertThat(client.message()).isEqualTo(note("b"));
        served.feed().close();
        assertThat(client.end().code()).isIn(Code.UNAVAILABLE, Code.CANCELLED);
        assertThat(served.begin("Chat").end().code()).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void aReaderThatStopsStopsTheService() throws Exception {
        Talk client = served.begin("Watch").send(note("what")).halfClose();
        Feed.Call service = served.feed().next().begin();
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
        Talk client = served.begin("Collect");
        Feed.Call service = served.feed().next();
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
            Talk other = served.begin("Get").send(note("n")).halfClose();
            served.feed().next().begin().send(note("n")).end();
            other.message();
            other.end();
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
