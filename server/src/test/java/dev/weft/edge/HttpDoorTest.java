package dev.weft.edge;

import static dev.weft.edge.HttpFixture.assertError;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.downstream.Headers;
import dev.weft.downstream.Headers.Header;
import dev.weft.execution.PageRequest;
import dev.weft.execution.PageResult.Answered;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDoorTest {
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /v1/items/a%2Fb?count=3&tags=x&tags=y |                      | a/b | 3",
                "POST   | /v1/items                             | {\"id\":\"c\",\"count\":\"4\"} | c   | 4",
                "DELETE | /v1/any/d/e                           |                      | d/e | 0",
                "GET    | /v2/any/f                             |                      | f   | 0",
            })
    void answersEachRule(String method, String path, String body, String id, int count) throws Exception {
        HttpResponse<String> got = body == null ? door.send(method, path, null) : door.post(path, body);
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(got.body()).startsWith("{\"id\":\"" + id + "\",\"count\":" + count + ",");
    }

    @Test
    void speaksHttp1AndHttp2OnOneConnectionForManyRequests() throws Exception {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            try (RawConnections counted = new RawConnections(door.door.port())) {
                HttpClient client = HttpClient.newBuilder().version(version).build();
                for (int i = 0; i < 3; i++) {
                    HttpResponse<String> got = client.send(counted.to("/v1/items/a"), BodyHandlers.ofString());
                    assertThat(got.statusCode()).isEqualTo(200);
                    assertThat(got.version()).isEqualTo(version);
                }
                assertThat(counted.count()).isEqualTo(1);
            }
        }
    }

    @Test
    void handsOnWhatTheClientSaysOfItsRequest() throws Exception {
        HttpResponse<String> got = door.get(
                "/v1/items/a", "x-request-id", "from-client", "traceparent", "00-1", "ctx-bin", "AQI", "cookie", "c=1");
        PageRequest asked = door.nextAsked();
        assertThat(asked.requestId()).isEqualTo("from-client");
        assertThat(got.headers().allValues("x-request-id")).containsExactly("from-client");
        assertThat(asked.headers())
                .isEqualTo(new Headers(List.of(new Header("traceparent", "00-1"), new Header("ctx-bin", "AQI="))));
        assertThat(asked.clientDeadlineNanos()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "grpc-timeout, 700m, 700",
        "grpc-timeout, 2S, 2000",
        "timeout, 700ms, 700",
        "timeout, 1.5s, 1500",
        "timeout, 2, 2000",
        "timeout, 0.5, 500"
    })
    void takesTheClientsDeadline(String header, String value, long millis) throws Exception {
        door.get("/v1/items/a", header, value);
        long left = door.nextAsked().clientDeadlineNanos().orElseThrow() - System.nanoTime();
        assertThat(TimeUnit.NANOSECONDS.toMillis(left)).isBetween(millis - 400, millis);
    }

    @Test
    void theEarlierOfTwoDeadlinesCounts() throws Exception {
        door.get("/v1/items/a", "timeout", "300s", "grpc-timeout", "99999999H");
        assertThat(TimeUnit.NANOSECONDS.toSeconds(
                        door.nextAsked().clientDeadlineNanos().orElseThrow() - System.nanoTime()))
                .isBetween(290L, 300L);
    }

    @Test
    void saysInAHeaderWhatIsMissing() throws Exception {
        door.answer(new Answered(new byte[0], List.of("orders", "payments")));
        assertThat(door.get("/v1/items/a").headers().firstValue("weft-partial")).hasValue("orders,payments");
    }

    @Test
    void answersHeadAsGetWithoutTheBody() throws Exception {
        HttpResponse<String> head = door.send("HEAD", "/v1/items/a", null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-length"))
                .hasValue(String.valueOf(door.get("/v1/items/a").body().length()));
    }

    @Test
    void cancelsThePageOfAClientThatHasGone() throws Exception {
        door.engine = (plan, request, done) -> () -> {};
        try (Socket client = new Socket("localhost", door.door.port())) {
            client.getOutputStream().write("GET /v1/items/a HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(UTF_8));
            client.getOutputStream().flush();
            door.nextAsked();
        }
        assertThat(door.cancelled.poll(5, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void aPageMayTakeLongerThanABody() throws Exception {
        CompletableFuture<Void> enough = new CompletableFuture<>();
        door.engine = (plan, request, done) -> {
            request.loop()
                    .schedule(
                            () -> {
                                enough.complete(null);
                                done.accept(new Answered(request.message(), List.of()));
                            },
                            TimeUnit.MILLISECONDS.toNanos(1200));
            return () -> {};
        };
        assertThat(door.post("/v1/items", "{}").statusCode()).isEqualTo(200);
        assertThat(enough).isDone();
    }

    @Test
    void packsLargeAnswersForWhoReadsGzip() throws Exception {
        String id = "x".repeat(3000);
        HttpResponse<byte[]> got = door.client.send(
                door.to("/v1/items/" + id).header("accept-encoding", "br, gzip").build(), BodyHandlers.ofByteArray());
        assertThat(got.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(got.headers().firstValue("vary").orElseThrow()).contains("accept-encoding");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(got.body())).readAllBytes())
                .asString(UTF_8)
                .contains(id);
        for (String accepted : List.of("gzip;q=0, br", "identity")) {
            assertThat(door.get("/v1/items/" + id, "accept-encoding", accepted)
                            .headers()
                            .map())
                    .doesNotContainKey("content-encoding");
        }
        assertThat(door.get("/v1/items/a", "accept-encoding", "gzip").headers().map())
                .doesNotContainKey("content-encoding");
    }

    @Test
    void whatAProxyHasJoinedIsTakenApart() throws Exception {
        door.get("/v1/items/a", "ctx-bin", "AQI=,Aw==");
        assertThat(door.nextAsked().headers())
                .isEqualTo(new Headers(List.of(new Header("ctx-bin", "AQI="), new Header("ctx-bin", "Aw=="))));
    }

    @Test
    void unpacksRequests() throws Exception {
        HttpResponse<String> got = packed("{\"id\":\"packed\"}");
        assertThat(got.body()).contains("\"packed\"");
        assertError(packed("{\"id\":\"" + "x".repeat(HttpFixture.MOST_BYTES) + "\"}"), 413, "RESOURCE_EXHAUSTED");
        assertError(door.post("/v1/items", "{}", "content-encoding", "gzip"), 400, "INVALID_ARGUMENT");
        assertError(door.post("/v1/items", "{}", "content-encoding", "br"), 415, "INVALID_ARGUMENT");
    }

    private HttpResponse<String> packed(String json) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json.getBytes(UTF_8));
        }
        return door.client.send(
                door.to("/v1/items")
                        .header("content-type", "application/json")
                        .header("content-encoding", "GZIP")
                        .POST(BodyPublishers.ofByteArray(bytes.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void tellsMachinesHowItIs() throws Exception {
        for (String path : List.of("/health", "/health/live", "/health/ready")) {
            assertThat(door.get(path).body()).startsWith("{\"status\": \"ok\"");
            assertError(door.post(path, "{}"), 405, "UNIMPLEMENTED");
        }
    }

    // Where its bytes are read and written.
    @Test
    void pagesOfOneConnectionRunOnItsLoop() throws Exception {
        for (int i = 0; i < 20; i++) {
            door.get("/v1/items/a");
        }
        assertThat(door.asked.stream().map(asked -> asked.loop().index()).distinct())
                .hasSize(1);
    }

    @Test
    void pagesOfManyClientsRunOnAllLoops() throws Exception {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(door.begin("/v1/items/a"));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(5, TimeUnit.SECONDS);
        assertThat(door.asked.stream().map(asked -> asked.loop().index())).contains(0, 1);
    }
}
