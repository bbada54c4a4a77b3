package dev.weft.edge;

import static dev.weft.edge.HttpFixture.assertError;
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
import dev.weft.execution.PageResult.Answered;
import dev.weft.execution.PageResult.Failed;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the door does not take, and what it says then. */
class HttpRefusalsTest {
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
        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json; charset=utf-16",
                "application/json; charset=bogus",
                "application/json; charset=%",
                "application/json; charset=utf-8; charset=utf-16",
                "x")) {
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

    private String raw(String request) throws Exception {
        try (Socket client = new Socket("localhost", door.door.port())) {
            client.setSoTimeout(5000);
            client.getOutputStream().write(request.getBytes(UTF_8));
            client.getOutputStream().flush();
            return new String(client.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
