package dev.weft.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import dev.weft.downstream.Headers;
import dev.weft.downstream.Headers.Header;
import dev.weft.execution.PageRequest;
import dev.weft.execution.PageResult.Answered;
import dev.weft.execution.PageResult.Failed;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /nope                       |                          | 404 | NOT_FOUND        | nothing is at /nope",
                "GET  | /v1/items/                  |                          | 404 | NOT_FOUND        | nothing is at /v1/items/",
                "POST | /v1/items/a                 | {}                       | 405 | UNIMPLEMENTED    | POST (expected: GET, HEAD)",
                "GET  | /v1/items/a?colour=red      |                          | 400 | INVALID_ARGUMENT | colour: ",
                "GET  | /v1/items/a?count=many      |                          | 400 | INVALID_ARGUMENT | count: \"many\"",
                "GET  | /v1/items/a?count=9876543210 |                         | 400 | INVALID_ARGUMENT | count: ",
                "GET  | /v1/items/a?count=1&count=2 |                          | 400 | INVALID_ARGUMENT | count: ",
                "POST | /v1/items                   | {\"colour\":1}           | 400 | INVALID_ARGUMENT | colour: ",
                "POST | /v1/items                   | {\"count\":1,\"count\":1} | 400 | INVALID_ARGUMENT | count: ",
                "POST | /v1/items                   | {\"count\":2147483648}   | 400 | INVALID_ARGUMENT | count: ",
                "POST | /v1/items                   | {\"price\":1e999}        | 400 | INVALID_ARGUMENT | price: ",
                "POST | /v1/items                   | {\"inner\":{\"count\":\"x\"}} | 400 | INVALID_ARGUMENT | inner.count: ",
                "POST | /v1/items                   | {\"count\":              | 400 | INVALID_ARGUMENT | ",
                "POST | /v1/items?count=1           | {}                       | 400 | INVALID_ARGUMENT | ",
            })
    void namesWhatIsWrong(String method, String path, String body, int http, String status, String message)
            throws Exception {
        HttpResponse<String> got = body == null ? door.send(method, path, null) : door.post(path, body);
        assertError(got, http, status);
        assertThat(got.body()).contains("\"message\":\"" + (message == null ? "" : message.replace("\"", "\\\"")));
        if (http == 400) {
            assertThat(got.body())
                    .contains(
                            "{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\",\"fieldViolations\":[{\"field\":");
        }
        assertThat(door.asked).isEmpty();
    }

    private static void assertError(HttpResponse<String> got, int http, String status) {
        assertThat(got.statusCode()).as(got.body()).isEqualTo(http);
        assertThat(got.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(got.headers().allValues("x-request-id")).hasSize(1);
        assertThat(got.body())
                .startsWith("{\"error\":{\"code\":" + http + ",\"status\":\"" + status + "\",\"message\":\"");
    }

    @Test
    void saysWhichMethodsThereAre() throws Exception {
        assertThat(door.send("DELETE", "/v1/items/a", null).headers().firstValue("allow"))
                .hasValue("GET, HEAD");
    }

    @Test
    void refusesJsonThatIsNestedTooDeeply() throws Exception {
        String deep = "{\"inner\":".repeat(12) + "{}" + "}".repeat(12);
        assertError(door.post("/v1/items", deep), 400, "INVALID_ARGUMENT");
        String fine = "{\"inner\":".repeat(9) + "{}" + "}".repeat(9);
        assertThat(door.post("/v1/items", fine).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesTooLargeABody() throws Exception {
        String large = "{\"id\":\"" + "x".repeat(HttpFixture.MOST_BYTES) + "\"}";
        assertError(door.post("/v1/items", large), 413, "RESOURCE_EXHAUSTED");
    }

    @Test
    void refusesTooLargeABodyInChunks() throws Exception {
        byte[] large = ("{\"id\":\"" + "x".repeat(HttpFixture.MOST_BYTES) + "\"}").getBytes(UTF_8);
        HttpResponse<String> got = door.client.send(
                door.to("/v1/items")
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .build(),
                BodyHandlers.ofString());
        assertError(got, 413, "RESOURCE_EXHAUSTED");
    }

    @Test
    void refusesABodyThatIsNotJson() throws Exception {
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "x")) {
            assertError(door.send("POST", "/v1/items", "{}", "content-type", type), 415, "INVALID_ARGUMENT");
        }
        assertThat(door.send("POST", "/v1/items", "{}", "content-type", "Application/JSON; charset=UTF-8")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"timeout, soon", "timeout, -1s", "grpc-timeout, 1s", "grpc-timeout, 123456789m", "timeout, ''"})
    void refusesADeadlineThatIsNone(String header, String value) throws Exception {
        HttpResponse<String> got = door.get("/v1/items/a", header, value);
        assertError(got, 400, "INVALID_ARGUMENT");
        assertThat(got.body()).contains("\"field\":\"header " + header + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "CANCELLED, 499",
        "UNKNOWN, 500",
        "INVALID_ARGUMENT, 400",
        "DEADLINE_EXCEEDED, 504",
        "NOT_FOUND, 404",
        "ALREADY_EXISTS, 409",
        "PERMISSION_DENIED, 403",
        "UNAUTHENTICATED, 401",
        "RESOURCE_EXHAUSTED, 429",
        "FAILED_PRECONDITION, 400",
        "ABORTED, 409",
        "OUT_OF_RANGE, 400",
        "UNIMPLEMENTED, 501",
        "INTERNAL, 500",
        "UNAVAILABLE, 503",
        "DATA_LOSS, 500"
    })
    void saysHowAPageFailed(Code code, int http) throws Exception {
        ErrorInfo info =
                ErrorInfo.newBuilder().setReason("WHY").setDomain("weft.dev").build();
        door.answer(new Failed(Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage("because")
                .addDetails(Any.pack(info))
                .build()));
        HttpResponse<String> got = door.get("/v1/items/a");
        assertError(got, http, code.name());
        assertThat(got.body())
                .contains(
                        "\"message\":\"because\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
                                + "\"reason\":\"WHY\",\"domain\":\"weft.dev\"");
    }

    @Test
    void tellsNothingOfWhatFailsUnexpectedly() throws Exception {
        door.engine = (plan, request, done) -> {
            throw new IllegalStateException("secret");
        };
        HttpResponse<String> got = door.get("/v1/items/a");
        assertError(got, 500, "INTERNAL");
        assertThat(got.body()).contains("internal error").doesNotContain("secret");
        door.echo();
        assertThat(door.get("/v1/items/a").statusCode()).isEqualTo(200);
    }

    @Test
    void answersADamagedPageAsAnInternalError() throws Exception {
        door.answer(new Answered(new byte[] {10, 5, 1}, List.of()));
        assertError(door.get("/v1/items/a"), 500, "INTERNAL");
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

    @ParameterizedTest
    @CsvSource({
        "GARBAGE, 400",
        "GET /%zz HTTP/1.1, 400",
        "GET /../x HTTP/1.1, 400",
        "CONNECT x:1 HTTP/1.1, 400",
        "BREW /v1/items/a HTTP/1.1, 501",
        "GET relative HTTP/1.1, 400"
    })
    void answersInJsonAlsoWhatNeverReachesAPage(String line, int http) throws Exception {
        String got = raw(line + "\r\nhost: x\r\nconnection: close\r\n\r\n");
        assertThat(got)
                .startsWith("HTTP/1.1 " + http)
                .contains("\r\ncontent-type: application/json\r\n")
                .contains("\r\n\r\n{\"error\":{\"code\":" + http + ",");
    }

    @Test
    void refusesTooLargeHeaders() throws Exception {
        String got = raw("GET /v1/items/a HTTP/1.1\r\nhost: x\r\nx-large: " + "x".repeat(9000) + "\r\n\r\n");
        assertThat(got).startsWith("HTTP/1.1 431").contains("\"code\":431,\"status\":\"RESOURCE_EXHAUSTED\"");
        String long414 = raw("GET /v1/items/" + "a".repeat(9000) + " HTTP/1.1\r\nhost: x\r\n\r\n");
        assertThat(long414).startsWith("HTTP/1.1 414").contains("\"code\":414,\"status\":\"RESOURCE_EXHAUSTED\"");
    }

    @ParameterizedTest
    @CsvSource({"/v1/items/a, 9000, 431", "/v1/items/, 10, 414"})
    void refusesTooLargeHeadersOfHttp2InJsonToo(String path, int size, int http) {
        String longer = path + (http == 414 ? "a".repeat(9000) : "");
        AggregatedHttpResponse got = WebClient.of("h2c://localhost:" + door.door.port())
                .execute(RequestHeaders.of(HttpMethod.GET, longer, "x-large", "x".repeat(size)))
                .aggregate()
                .join();
        assertThat(got.status().code()).isEqualTo(http);
        assertThat(got.contentUtf8()).startsWith("{\"error\":{\"code\":" + http + ",\"status\":\"RESOURCE_EXHAUSTED\"");
    }

    @Test
    void doesNotWaitForeverForABody() throws Exception {
        String got = raw("POST /v1/items HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n"
                + "connection: close\r\n\r\n{");
        assertThat(got).startsWith("HTTP/1.1 408").contains("\"code\":408,\"status\":\"DEADLINE_EXCEEDED\"");
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

    private String raw(String request) throws Exception {
        try (Socket client = new Socket("localhost", door.door.port())) {
            client.setSoTimeout(5000);
            client.getOutputStream().write(request.getBytes(UTF_8));
            client.getOutputStream().flush();
            return new String(client.getInputStream().readAllBytes(), UTF_8);
        }
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
