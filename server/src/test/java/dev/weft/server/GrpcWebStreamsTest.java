package dev.weft.server;

import static dev.weft.server.Feed.note;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import dev.weft.config.v1.Config;
import dev.weft.config.v1.Downstream;
import dev.weft.config.v1.Grpc;
import dev.weft.config.v1.Http;
import dev.weft.planner.Planner;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.DataInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams that are passed on to clients of gRPC-Web, over real sockets. */
class GrpcWebStreamsTest {
    private static final int MANY = 10_000;
    private static final byte[] TEN_KIBIBYTES = note("x".repeat(10 * 1024));

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Feed feed;
    private WeftServer weft;

    @BeforeEach
    void start() throws Exception {
        feed = new Feed();
        Config config = Defaults.fill(Config.newBuilder()
                .setGrpc(Grpc.newBuilder().setPort(0))
                .setHttp(Http.newBuilder().setPort(0))
                .setEventLoops(2)
                .setShutdownGrace(Duration.newBuilder().setNanos(200_000_000))
                .addDownstreams(Downstream.newBuilder()
                        .setName("feed")
                        .addServices(Feed.SERVICE)
                        .setTarget(feed.target()))
                .build());
        weft = WeftServer.start(
                Feed.schema(),
                Planner.plan(Feed.schema(), Settings.placement(config)).plans(),
                config);
    }

    @AfterEach
    void stop() throws Exception {
        weft.close();
        feed.close();
    }

    /** A frame of an answer. */
    private record Frame(int kind, byte[] content) {
        static Frame read(DataInputStream in) throws Exception {
            int kind = in.readUnsignedByte();
            byte[] content = new byte[in.readInt()];
            in.readFully(content);
            return new Frame(kind, content);
        }

        String text() {
            assertThat(kind).isEqualTo(0x80);
            return new String(content, ISO_8859_1);
        }
    }

    private CompletableFuture<HttpResponse<InputStream>> ask(String method, String type, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + weft.httpPort() + "/" + Feed.SERVICE + "/" + method))
                .header("content-type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofInputStream());
    }

    private static byte[] frame(byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    @Test
    void eachMessageIsWrittenAsItComes() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> asked =
                ask("Watch", "application/grpc-web+proto", frame(note("what")));
        Feed.Call service = feed.next();
        assertThat(service.message()).isEqualTo(note("what"));
        assertThat(service.next()).isEqualTo(Feed.HALF_CLOSED);
        service.begin().send(note("a"));
        HttpResponse<InputStream> response = asked.get(10, TimeUnit.SECONDS);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/grpc-web+proto");
        assertThat(response.headers().firstValue("x-request-id")).isPresent();
        DataInputStream in = new DataInputStream(response.body());
        assertThat(Frame.read(in).content()).isEqualTo(note("a"));
        service.send(note("b"));
        assertThat(Frame.read(in).content()).isEqualTo(note("b"));
        service.end();
        assertThat(Frame.read(in).text()).startsWith("grpc-status: 0\r\n");
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void asTextEachFrameIsBase64() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> asked =
                ask("Watch", "application/grpc-web-text", Base64.getEncoder().encode(frame(note("what"))));
        feed.next().begin().send(note("a")).call.close(Status.NOT_FOUND.withDescription("gone away"), new Metadata());
        String text = new String(asked.get(10, TimeUnit.SECONDS).body().readAllBytes(), ISO_8859_1);
        String first = Base64.getEncoder().encodeToString(frame(note("a")));
        assertThat(text).startsWith(first);
        String last = new String(Base64.getDecoder().decode(text.substring(first.length())), ISO_8859_1);
        assertThat(last).contains("grpc-status: 5\r\ngrpc-message: gone away\r\n");
    }

    @Test
    void aFailureBeforeTheFirstMessageIsAWholeAnswer() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> asked =
                ask("Watch", "application/grpc-web", frame(new byte[] {18}));
        HttpResponse<InputStream> response = asked.get(10, TimeUnit.SECONDS);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Frame.read(new DataInputStream(response.body())).text()).startsWith("grpc-status: 3\r\n");
    }

    @Test
    void whatABrowserCannotSendIsUnimplemented() throws Exception {
        for (String method : new String[] {"Collect", "Chat"}) {
            HttpResponse<InputStream> response =
                    ask(method, "application/grpc-web", frame(note("a"))).get(10, TimeUnit.SECONDS);
            assertThat(Frame.read(new DataInputStream(response.body())).text())
                    .contains("grpc-status: 12\r\n", "takes a stream of messages");
        }
        assertThat(feed.hasNone()).isTrue();
    }

    @Test
    void aReaderThatStopsStopsTheServiceAndOneThatGoesTakesItsStreamWithIt() throws Exception {
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(16 * 1024);
            client.connect(new InetSocketAddress("localhost", weft.httpPort()));
            byte[] body = frame(note("what"));
            OutputStream out = client.getOutputStream();
            out.write(("POST /" + Feed.SERVICE + "/Watch HTTP/1.1\r\nhost: localhost\r\n"
                            + "content-type: application/grpc-web\r\ncontent-length: " + body.length + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            out.write(body);
            out.flush();
            Feed.Call service = feed.next().begin();
            AtomicInteger sent = new AtomicInteger();
            service.whenReady(() -> {
                while (service.call.isReady() && sent.get() < MANY) {
                    service.send(TEN_KIBIBYTES);
                    sent.incrementAndGet();
                }
            });
            for (int i = 0; i < 300; i++) {
                CompletableFuture<HttpResponse<InputStream>> other =
                        ask("Get", "application/grpc-web", frame(note("n")));
                feed.next().begin().send(note("n")).end();
                other.get(10, TimeUnit.SECONDS).body().readAllBytes();
            }
            // What the kernel's buffers of the connection hold is not Weft's.
            assertThat(sent.get()).isBetween(1, MANY / 10);
            client.close();
            assertThat(service.next()).isEqualTo(Feed.CANCELLED);
        }
    }

    @Test
    void streamsThatAreInsideWhenTheGraceIsOverAreEnded() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> asked = ask("Watch", "application/grpc-web", frame(note("what")));
        Feed.Call service = feed.next().begin().send(note("a"));
        DataInputStream in = new DataInputStream(asked.get(10, TimeUnit.SECONDS).body());
        assertThat(Frame.read(in).content()).isEqualTo(note("a"));
        CompletableFuture<Void> closed = CompletableFuture.runAsync(weft::close);
        assertThat(Frame.read(in).text()).startsWith("grpc-status: 14\r\n");
        closed.get(10, TimeUnit.SECONDS);
        assertThat(service.next()).isEqualTo(Feed.CANCELLED);
    }
}
