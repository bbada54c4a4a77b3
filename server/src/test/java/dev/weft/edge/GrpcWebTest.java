package dev.weft.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.weft.execution.PageResult.Answered;
import dev.weft.execution.PageResult.Failed;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcWebTest {
    private static final String HIDDEN = "/" + Store.NAME + "/Hidden";
    private static final byte[] ITEM = {10, 1, 'a'};

    private HttpFixture door;

    @BeforeEach
    void open() throws Exception {
        door = HttpFixture.of(Store.file());
        door.echo();
    }

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    /** What a client got; {@code message} is null when there was none. */
    private record Got(HttpResponse<byte[]> http, byte[] message, String trailers) {}

    private Got call(String path, String type, byte[] body, String... headers) throws Exception {
        HttpResponse<byte[]> http = door.client.send(
                HttpFixture.with(
                        door.to(path).header("content-type", type).POST(BodyPublishers.ofByteArray(body)), headers),
                BodyHandlers.ofByteArray());
        ByteBuffer frames =
                ByteBuffer.wrap(type.contains("text") ? Base64.getDecoder().decode(http.body()) : http.body());
        byte[] message = null;
        while (frames.get(frames.position()) == 0) {
            message = frame(frames);
        }
        assertThat(frames.get(frames.position())).isEqualTo((byte) 0x80);
        Got got = new Got(http, message, new String(frame(frames), ISO_8859_1));
        assertThat(frames.hasRemaining()).isFalse();
        return got;
    }

    private static byte[] frame(ByteBuffer frames) {
        frames.get();
        byte[] content = new byte[frames.getInt()];
        frames.get(content);
        return content;
    }

    private static byte[] framed(int flags, byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) flags)
                .putInt(message.length)
                .put(message)
                .array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/grpc-web", "application/grpc-web+proto", "application/GRPC-web; charset=x"})
    void answersInBytes(String type) throws Exception {
        Got got = call(HIDDEN, type, framed(0, ITEM), "x-request-id", "r1");
        assertThat(got.http.statusCode()).isEqualTo(200);
        assertThat(got.http.headers().firstValue("content-type")).hasValue("application/grpc-web+proto");
        assertThat(got.http.headers().allValues("x-request-id")).containsExactly("r1");
        assertThat(got.message).isEqualTo(ITEM);
        assertThat(got.trailers).isEqualTo("grpc-status: 0\r\n");
    }

    @Test
    void answersInText() throws Exception {
        byte[] framed = framed(0, ITEM);
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.write(Base64.getEncoder().encode(Arrays.copyOf(framed, 4)));
        chunks.write(Base64.getEncoder().encode(Arrays.copyOfRange(framed, 4, framed.length)));
        Got got = call(HIDDEN, "application/grpc-web-text", chunks.toByteArray());
        assertThat(got.http.headers().firstValue("content-type")).hasValue("application/grpc-web-text+proto");
        assertThat(got.message).isEqualTo(ITEM);
        assertThat(got.trailers).isEqualTo("grpc-status: 0\r\n");
    }

    @Test
    void saysWhatIsMissingInHeadersAndTrailers() throws Exception {
        door.answer(new Answered(ITEM, List.of("orders")));
        Got got = call(HIDDEN, "application/grpc-web", framed(0, ITEM));
        assertThat(got.http.headers().firstValue("weft-partial")).hasValue("orders");
        assertThat(got.trailers).contains("weft-partial: orders\r\n");
    }

    @Test
    void aFailureStandsInTheTrailers() throws Exception {
        Any info = Any.pack(ErrorInfo.newBuilder().setReason("WHY").build());
        Status status = Status.newBuilder()
                .setCode(Code.NOT_FOUND_VALUE)
                .setMessage("100% né\n")
                .addDetails(info)
                .build();
        door.answer(new Failed(status));
        Got got = call(HIDDEN, "application/grpc-web", framed(0, ITEM));
        assertThat(got.http.statusCode()).isEqualTo(200);
        assertThat(got.message).isNull();
        assertThat(got.trailers)
                .contains("grpc-status: 5\r\n", "grpc-message: 100%25 n%C3%A9%0A\r\n", "x-request-id: ");
        String details = got.trailers.replaceAll("(?s).*grpc-status-details-bin: ([^\r]*)\r.*", "$1");
        assertThat(Status.parseFrom(Base64.getDecoder().decode(details))).isEqualTo(status);
    }

    @Test
    void takesTheClientsDeadline() throws Exception {
        call(HIDDEN, "application/grpc-web", framed(0, ITEM), "grpc-timeout", "900m");
        long left = door.nextAsked().clientDeadlineNanos().orElseThrow() - System.nanoTime();
        assertThat(TimeUnit.NANOSECONDS.toMillis(left)).isBetween(500L, 900L);
    }

    @Test
    void refusesInItsOwnForm() throws Exception {
        assertThat(call("/" + Store.NAME + "/Nope", "application/grpc-web", framed(0, ITEM)).trailers)
                .contains("grpc-status: 12\r\n", "grpc-message: there is no rpc store.v1.Store/Nope\r\n");
        assertThat(call(HIDDEN, "application/grpc-web", framed(0, ITEM), "grpc-timeout", "soon").trailers)
                .contains("grpc-status: 3\r\n");
        assertThat(call(HIDDEN, "application/grpc-web", new byte[0]).trailers).contains("grpc-status: 3\r\n");
        assertThat(call(HIDDEN, "application/grpc-web", new byte[] {0, 0, 0, 0, 9, 1}).trailers)
                .contains("grpc-status: 3\r\n");
        assertThat(call(HIDDEN, "application/grpc-web-text", "*".getBytes(UTF_8)).trailers)
                .contains("grpc-status: 3\r\n");
        assertThat(call(HIDDEN, "application/grpc-web", framed(0, new byte[HttpFixture.MOST_BYTES])).trailers)
                .contains("grpc-status: 8\r\n");
        assertThat(door.asked).isEmpty();
    }

    @Test
    void unpacksARequestAndNamesWhatItCannotUnpack() throws Exception {
        Got got = call(HIDDEN, "application/grpc-web", framed(1, Gzip.pack(ITEM)), "grpc-encoding", "gzip");
        assertThat(got.message).isEqualTo(ITEM);
        assertThat(call(HIDDEN, "application/grpc-web", framed(1, ITEM), "grpc-encoding", "br").trailers)
                .contains("grpc-status: 12\r\n");
    }

    @Test
    void otherFormsAndMethodsAreErrorsOfHttp() throws Exception {
        HttpResponse<String> json = door.send("POST", HIDDEN, "{}", "content-type", "application/grpc-web+json");
        assertThat(json.statusCode()).isEqualTo(415);
        assertThat(json.body()).startsWith("{\"error\":");
    }
}
