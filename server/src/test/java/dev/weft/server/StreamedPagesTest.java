package dev.weft.server;

import static dev.weft.server.Feed.note;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.weft.config.v1.Config;
import dev.weft.config.v1.Downstream;
import dev.weft.config.v1.Grpc;
import dev.weft.config.v1.Http;
import dev.weft.planner.Planner;
import dev.weft.planner.Planning;
import dev.weft.schema.Schema;
import io.grpc.CallOptions;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.DataInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page as a stream, by a whole server, over real sockets. */
class StreamedPagesTest {
    private static final String WATCH = "feed.v1.PageService/WatchPage";

    private Schema schema;
    private Feed feed;
    private WeftServer weft;
    private ManagedChannel channel;
    private final Map<String, Feed.Call> calls = new HashMap<>();

    @BeforeEach
    void start() throws Exception {
        schema = Feed.schema("feed/v1/pages.proto");
        feed = new Feed();
        Config config = Defaults.fill(Config.newBuilder()
                .setGrpc(Grpc.newBuilder().setPort(0))
                .setHttp(Http.newBuilder().setPort(0))
                .setEventLoops(2)
                .addDownstreams(Downstream.newBuilder()
                        .setName("feed")
                        .addServices(Feed.SERVICE)
                        .setTarget(feed.target()))
                .build());
        Planning planning = Planner.plan(schema, Settings.placement(config));
        assertThat(planning.diagnostics()).isEmpty();
        weft = WeftServer.start(schema, planning.plans(), config);
        channel = NettyChannelBuilder.forAddress("localhost", weft.grpcPort(), InsecureChannelCredentials.create())
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        weft.close();
        feed.close();
    }

    private byte[] ask() throws Exception {
        DynamicMessage.Builder ask =
                DynamicMessage.newBuilder(schema.message("feed.v1.Ask").orElseThrow());
        TextFormat.merge("first: 'first' second: 'second' third: 'third'", ask);
        return ask.build().toByteArray();
    }

    private Talk watch() throws Exception {
        Talk client = Talk.begin(channel, Feed.method(WATCH), new Metadata(), CallOptions.DEFAULT)
                .send(ask())
                .halfClose();
        meet();
        return client;
    }

    /** Meets the page's three calls, whichever comes first. */
    private void meet() throws Exception {
        for (int i = 0; i < 3; i++) {
            Feed.Call call = feed.next();
            byte[] request = call.message();
            for (String name : List.of("first", "second", "third")) {
                if (java.util.Arrays.equals(request, note(name))) {
                    calls.put(name, call);
                }
            }
        }
        assertThat(calls).hasSize(3);
    }

    private void answer(String name) {
        calls.get(name).begin().send(note(name)).end();
    }

    private String page(byte[] message) throws Exception {
        Descriptor type = schema.message("feed.v1.Page").orElseThrow();
        DynamicMessage.Builder page = DynamicMessage.parseFrom(type, message).toBuilder();
        FieldDescriptor status = type.findFieldByName("status");
        String mark = page.hasField(status) ? "status " : "";
        return mark
                + TextFormat.printer()
                        .emittingSingleLine(true)
                        .printToString(page.clearField(status).build());
    }

    @Test
    void eachFieldIsSentWhenItsSourcesHaveLanded() throws Exception {
        Talk client = watch();
        answer("second");
        assertThat(page(client.message())).isEqualTo("second: \"second\"");
        answer("first");
        assertThat(page(client.message())).isEqualTo("first: \"first\" both: \"firstsecond\"");
        answer("third");
        assertThat(page(client.message())).isEqualTo("status third: \"third\"");
        Talk.End end = client.end();
        assertThat(end.code()).isEqualTo(Code.OK);
        assertThat(end.trailer("weft-partial")).isNull();
    }

    @Test
    void whatIsMissingStandsInTheStatusAndTheTrailer() throws Exception {
        Talk client = watch();
        answer("third");
        assertThat(page(client.message())).isEqualTo("third: \"third\"");
        calls.get("first").call.close(io.grpc.Status.NOT_FOUND, new Metadata());
        answer("second");
        assertThat(page(client.message())).isEqualTo("status second: \"second\"");
        Talk.End end = client.end();
        assertThat(end.code()).isEqualTo(Code.OK);
        assertThat(end.trailer("weft-partial")).isEqualTo("first");
    }

    @Test
    void aRequiredCallThatFailsEndsItWhateverHasBeenSent() throws Exception {
        Talk client = watch();
        answer("first");
        assertThat(page(client.message())).isEqualTo("first: \"first\"");
        calls.get("third").call.close(io.grpc.Status.PERMISSION_DENIED.withDescription("secret"), new Metadata());
        Talk.End end = client.end();
        assertThat(end.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(end.status().getDescription()).isEqualTo("required call \"third\" failed: PERMISSION_DENIED");
    }

    @Test
    void aReaderThatAsksLaterGetsItAll() throws Exception {
        Talk client = watch();
        answer("first");
        answer("second");
        answer("third");
        StringBuilder all = new StringBuilder();
        String page;
        do {
            page = page(client.message());
            all.append(page).append(' ');
        } while (!page.startsWith("status"));
        assertThat(all).contains("first: \"first\"", "second: \"second\"", "both: \"firstsecond\"", "third: \"third\"");
        assertThat(client.end().code()).isEqualTo(Code.OK);
    }

    @Test
    void aDamagedRequestIsInvalid() throws Exception {
        Talk client = Talk.begin(channel, Feed.method(WATCH), new Metadata(), CallOptions.DEFAULT)
                .send(new byte[] {10})
                .halfClose();
        assertThat(client.end().code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(feed.hasNone()).isTrue();
    }

    @Test
    void overGrpcWebToo() throws Exception {
        byte[] message = ask();
        byte[] body = ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
        CompletableFuture<HttpResponse<InputStream>> asked = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + weft.httpPort() + "/" + WATCH))
                                .header("content-type", "application/grpc-web")
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.ofInputStream());
        meet();
        answer("second");
        DataInputStream in = new DataInputStream(asked.get(10, TimeUnit.SECONDS).body());
        assertThat(page(frame(in, 0))).isEqualTo("second: \"second\"");
        calls.get("first").call.close(io.grpc.Status.NOT_FOUND, new Metadata());
        answer("third");
        StringBuilder all = new StringBuilder();
        String page;
        do {
            page = page(frame(in, 0));
            all.append(page);
        } while (!page.startsWith("status"));
        assertThat(all).contains("third: \"third\"");
        assertThat(new String(frame(in, 0x80), StandardCharsets.ISO_8859_1))
                .contains("grpc-status: 0\r\n", "weft-partial: first\r\n");
    }

    private static byte[] frame(DataInputStream in, int kind) throws Exception {
        assertThat(in.readUnsignedByte()).isEqualTo(kind);
        byte[] content = new byte[in.readInt()];
        in.readFully(content);
        return content;
    }
}
