package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.downstream.Headers.Header;
import dev.weft.loop.EventLoops;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrpcRequestHeadersTest {
    private final EventLoops loops = EventLoops.start(1);
    private final List<Downstreams> open = new ArrayList<>();
    private final BlockingQueue<Metadata> received = new LinkedBlockingQueue<>();
    private LoopbackServer server;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start();
        server.on(Settings.path("Echo"), call -> {
            received.add(call.headers());
            call.answer(call.request());
        });
    }

    @AfterEach
    void stop() throws Exception {
        open.forEach(Downstreams::close);
        server.close();
        loops.close();
    }

    /** A call of a downstream that has these headers configured. */
    private UnaryCall call(Header... configured) {
        DownstreamSettings plain = Settings.at(server.target());
        DownstreamSettings settings = new DownstreamSettings(
                plain.name(), plain.services(), plain.guards(), new Headers(List.of(configured)), plain.connection());
        Downstreams downstreams =
                Downstreams.open(List.of(settings), loops, Settings.JSON, Settings.CACHE, CallListener.NONE);
        open.add(downstreams);
        return downstreams.call(Settings.target("Echo"), List.of(), Optional.empty());
    }

    private Metadata sent(UnaryCall call, Headers forwarded) throws Exception {
        Calls.make(call, loops.loops().get(0), new byte[0], forwarded, 5000);
        return received.remove();
    }

    @Test
    void sendsTheForwardedHeadersAndItsOwnWhichWin() throws Exception {
        Metadata headers = sent(
                call(new Header("x-api-key", "ours"), new Header("own-bin", "AQI")),
                new Headers(List.of(
                        new Header("traceparent", "00-1-2-01"),
                        new Header("accept-language", "de"),
                        new Header("accept-language", "en"),
                        new Header("x-api-key", "theirs"),
                        new Header("own-bin", "Bw"),
                        new Header("ctx-bin", "CQg"))));
        assertThat(text(headers, "traceparent")).containsExactly("00-1-2-01");
        assertThat(text(headers, "accept-language")).containsExactly("de", "en");
        assertThat(text(headers, "x-api-key")).containsExactly("ours");
        assertThat(text(headers, "user-agent").get(0)).startsWith("weft ");
        assertThat(binary(headers, "own-bin")).containsExactly(new byte[] {1, 2});
        assertThat(binary(headers, "ctx-bin")).containsExactly(new byte[] {9, 8});
    }

    @Test
    void everyCallOfAPageSendsTheSameForwardedHeadersWhateverAnotherAddsToThem() throws Exception {
        Headers forwarded = new Headers(List.of(
                new Header("accept-language", "de"),
                new Header("accept-language", "en"),
                new Header("x-api-key", "theirs"),
                new Header("ctx-bin", "AQI"),
                new Header("ctx-bin", "Aw")));
        UnaryCall without = call();
        UnaryCall with = call(new Header("x-api-key", "ours"), new Header("own-bin", "AQI"));
        for (UnaryCall call : List.of(without, with, without)) {
            Metadata headers = sent(call, forwarded);
            assertThat(text(headers, "accept-language")).containsExactly("de", "en");
            assertThat(text(headers, "x-api-key")).containsExactly(call == with ? "ours" : "theirs");
            assertThat(text(headers, "grpc-timeout")).hasSize(1);
            assertThat(binary(headers, "ctx-bin")).containsExactly(new byte[] {1, 2}, new byte[] {3});
            assertThat(binary(headers, "own-bin")).hasSize(call == with ? 1 : 0);
        }
    }

    @Test
    void aHeaderThatMakesNoSenseIsAnErrorThatNamesItAndNotItsValue() {
        for (Header header :
                List.of(new Header("own-bin", "?secret?"), new Header("x", "sécret"), new Header("grpc-x", "secret"))) {
            assertThatThrownBy(() -> call(header))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("downstream echo: headers." + header.name())
                    .hasMessageNotContaining("cret");
        }
    }

    private static List<String> text(Metadata headers, String name) {
        return all(headers, Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    private static List<byte[]> binary(Metadata headers, String name) {
        return all(headers, Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER));
    }

    private static <T> List<T> all(Metadata headers, Metadata.Key<T> key) {
        List<T> values = new ArrayList<>();
        Iterable<T> found = headers.getAll(key);
        if (found != null) {
            found.forEach(values::add);
        }
        return values;
    }
}
