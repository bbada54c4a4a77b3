package dev.weft.downstream;

import static dev.weft.downstream.LoopbackHttpServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.DownstreamSettings.Connection;
import dev.weft.downstream.Headers.Header;
import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent over HTTP, and what becomes of what comes back. */
class HttpCallTest {
    private final EventLoops loops = EventLoops.start(2);
    private final List<Downstreams> open = new ArrayList<>();
    private final LoopbackHttpServer server = LoopbackHttpServer.start();

    @AfterEach
    void stop() {
        open.forEach(Downstreams::close);
        server.close();
        loops.close();
    }

    private UnaryCall call(String method, DownstreamSettings settings) {
        Downstreams downstreams =
                Downstreams.open(List.of(settings), loops, Library.JSON, Settings.CACHE, CallListener.NONE);
        open.add(downstreams);
        return downstreams.call(Library.target(method), List.of(), Optional.empty());
    }

    private UnaryCall call(String method) {
        return call(method, Library.at(server.target("http")));
    }

    private CallResult make(UnaryCall call, String method, String request) throws Exception {
        return Calls.make(call, loops.next(), Library.request(method, request), Headers.NONE, 5000)
                .result();
    }

    private CallResult make(String method, String request) throws Exception {
        return make(call(method), method, request);
    }

    private String answer(String method, String request) throws Exception {
        CallResult result = make(method, request);
        assertThat(result).isInstanceOf(Answer.class);
        return Library.response(method, ((Answer) result).message());
    }

    private Failure failure() throws Exception {
        return (Failure) make("GetBook", "id: 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GetBook | id: 7 | GET /v1/books/7",
                "GetBook |  | GET /v1/books/0",
                "ListBooks | shelf: 'a/b c' limit: 3 tags: 'x' tags: 'y&z' | GET /v1/shelves/a%2Fb%20c/books?limit=3&tags=x&tags=y%26z",
                "CreateBook | shelf: 's' book {id: 5 title: 'T' page_count: 4} dry_run: true "
                        + "| POST /v1/shelves/s/books?dryRun=true {\"id\":\"5\",\"title\":\"T\",\"pageCount\":4}",
                "ReplaceBook | id: 7 title: 'T' page_count: 4 | PUT /v1/books/7 {\"title\":\"T\",\"pageCount\":4}",
                "UpdateBook | id: 7 title: 'T' page_count: 4 | PATCH /v1/books/7 {\"title\":\"T\",\"pageCount\":4}",
                "DeleteBook | id: 7 | DELETE /v1/books/7",
            })
    void sendsWhatTheRuleSays(String method, String request, String line) throws Exception {
        make(method, request == null ? "" : request);
        assertThat(server.last().line()).isEqualTo(line);
    }

    @Test
    void putsTheTargetsPathBeforeThatOfTheRule() throws Exception {
        for (String path : List.of("", "/", "/api/v2", "/api/v2/")) {
            make(call("GetBook", Library.at(server.target("http") + path)), "GetBook", "id: 7");
            assertThat(server.last().line()).isEqualTo("GET " + path.replaceFirst("/$", "") + "/v1/books/7");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "h2c"})
    void sendsPathAndQueryAsTheyAreWritten(String scheme) throws Exception {
        UnaryCall list = call("ListBooks", Library.at(server.target(scheme) + "/a:b"));
        make(list, "ListBooks", "shelf: '7:delete+;=@' tags: 'x y'");
        assertThat(server.last().rawPath()).isEqualTo("/a:b/v1/shelves/7%3Adelete%2B%3B%3D%40/books?tags=x%20y");
    }

    @Test
    void readsTheAnswerAndPassesOverWhatItDoesNotKnow() throws Exception {
        server.answering(
                "{\"id\": 7, \"title\": \"T\", \"pageCount\": \"12\", \"isbn\": {\"a\": [1, null]}, \"page_count2\": 1}");
        assertThat(answer("GetBook", "id: 7")).isEqualTo("id: 7 title: \"T\" page_count: 12");
        server.answering("[{\"id\": \"7\", \"new\": true}, {\"id\": 8}]");
        assertThat(answer("ListBooks", "shelf: 's'")).isEqualTo("books { id: 7 } books { id: 8 }");
        server.answering("[]");
        assertThat(answer("ListBooks", "shelf: 's'")).isEmpty();
        server.on(request -> HttpResponse.of(HttpStatus.NO_CONTENT));
        assertThat(answer("DeleteBook", "id: 7")).isEmpty();
        assertThat(answer("GetBook", "id: 7")).isEmpty();
        server.on(request -> HttpResponse.of(HttpStatus.CREATED, MediaType.PLAIN_TEXT_UTF_8, "{\"id\": 7}"));
        assertThat(answer("GetBook", "id: 7")).isEqualTo("id: 7");
    }

    @Test
    void bringsTheAnswerOnTheLoopThatAsked() throws Exception {
        UnaryCall get = call("GetBook");
        for (Loop loop : loops.loops()) {
            Calls.Made made = Calls.make(get, loop, new byte[0], Headers.NONE, 5000);
            assertThat(made.result()).isInstanceOf(Answer.class);
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            loop.execute(() -> thread.complete(Thread.currentThread()));
            assertThat(made.thread()).isEqualTo(thread.get());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_ARGUMENT",
        "401, UNAUTHENTICATED",
        "403, PERMISSION_DENIED",
        "404, NOT_FOUND",
        "405, FAILED_PRECONDITION",
        "408, DEADLINE_EXCEEDED",
        "409, ABORTED",
        "412, FAILED_PRECONDITION",
        "416, OUT_OF_RANGE",
        "418, FAILED_PRECONDITION",
        "421, UNAVAILABLE",
        "425, UNAVAILABLE",
        "429, RESOURCE_EXHAUSTED",
        "499, CANCELLED",
        "500, INTERNAL",
        "501, UNIMPLEMENTED",
        "502, UNAVAILABLE",
        "503, UNAVAILABLE",
        "504, DEADLINE_EXCEEDED",
        "507, INTERNAL",
        "304, UNKNOWN",
        "300, UNKNOWN"
    })
    void everyStatusHasItsCode(int status, Code code) throws Exception {
        server.on(request -> status == 304
                ? HttpResponse.of(HttpStatus.NOT_MODIFIED)
                : HttpResponse.of(HttpStatus.valueOf(status), MediaType.HTML_UTF_8, "<p>secret</p>"));
        assertThat(failure()).isEqualTo(new Failure(code, "failed with HTTP status " + status));
    }

    @Test
    void anErrorThatSaysItsCodeIsBelievedAndKept() throws Exception {
        server.on(request -> json(HttpStatus.CONFLICT, """
                {"trace": {"error": {"status": "ABORTED"}}, "error": {
                  "code": 409, "status": "ALREADY_EXISTS", "message": "secret \\u00fc",
                  "errors": [{"status": "DATA_LOSS"}],
                  "details": [
                    {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "TWICE", "metadata": {"a": "ü"}},
                    {"@type": "type.googleapis.com/no.such.Type", "a": 1},
                    3]
                }}
                """));
        Failure failure = failure();
        assertThat(failure.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(failure.cause()).isEqualTo("failed with HTTP status 409");
        assertThat(Status.parseFrom(failure.status()))
                .isEqualTo(Status.newBuilder()
                        .setCode(Code.ALREADY_EXISTS_VALUE)
                        .setMessage("secret ü")
                        .addDetails(Any.pack(ErrorInfo.newBuilder()
                                .setReason("TWICE")
                                .putMetadata("a", "ü")
                                .build()))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"error\": \"no such account\"}",
                "{\"error\": {\"code\": 404, \"message\": \"m\"}}",
                "{\"error\": {\"status\": \"OK\"}}",
                "{\"error\": {\"status\": \"UNRECOGNIZED\"}}",
                "{\"error\": {\"status\": \"FINE\"}}",
                "{\"error\": {\"status\": 5}}",
                "{\"error\": {\"status\": \"ABORTED\"",
                "{\"status\": \"ABORTED\"}",
            })
    void anErrorInAnotherFormIsWhatItsStatusSays(String body) throws Exception {
        server.on(request -> json(HttpStatus.NOT_FOUND, body));
        assertThat(failure()).isEqualTo(new Failure(Code.NOT_FOUND, "failed with HTTP status 404"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>secret</html>",
                "{\"title\": \"secret\"",
                "[{\"title\": \"secret\"}]",
                "\"secret\"",
                "{\"title\": [\"secret\"]}",
                "{\"pageCount\": \"secret\"}",
                "{\"pageCount\": 99999999999}",
                "{\"title\": \"secret\"} x",
            })
    void whatIsNotTheAnswersJsonIsMalformedAndNotQuoted(String body) throws Exception {
        server.answering(body);
        Failure failure = failure();
        assertThat(failure.code()).isEqualTo(Code.INTERNAL);
        assertThat(failure.cause()).startsWith("malformed response: ").doesNotContain("secret", "999");
        assertThat(failure.status()).isNull();
    }

    @Test
    void aBareArrayIsNoObjectNorTheOtherWayRound() throws Exception {
        server.answering("{\"books\": []}");
        assertThat(((Failure) make("ListBooks", "shelf: 's'")).cause()).startsWith("malformed response: ");
    }

    private DownstreamSettings limited(int bytes) {
        Connection plain = Settings.connection(server.target("http"));
        return Library.of(
                new Connection(
                        plain.targets(),
                        plain.tls(),
                        plain.keepalive(),
                        bytes,
                        plain.channels(),
                        plain.maxConnectBackoff(),
                        plain.replicas()),
                Headers.NONE);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRead() throws Exception {
        String body = "{\"title\": \"%s\"}".formatted("x".repeat(1000));
        UnaryCall get = call("GetBook", limited(body.length() - 1));
        server.answering(body);
        Failure tooLarge = new Failure(Code.RESOURCE_EXHAUSTED, "answer larger than " + (body.length() - 1) + " bytes");
        assertThat(make(get, "GetBook", "id: 1")).isEqualTo(tooLarge);
        server.on(request -> HttpResponse.of(
                ResponseHeaders.of(HttpStatus.OK), HttpData.ofUtf8(body.substring(5)), HttpData.ofUtf8(body)));
        assertThat(make(get, "GetBook", "id: 1")).as("without a length").isEqualTo(tooLarge);
        server.answering(body);
        assertThat(make(call("GetBook", limited(body.length())), "GetBook", "id: 1"))
                .isInstanceOf(Answer.class);
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        server.on(request -> HttpResponse.ofRedirect(HttpStatus.FOUND, "/v1/books/8"));
        assertThat(failure()).isEqualTo(new Failure(Code.UNKNOWN, "failed with HTTP status 302"));
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void whatThePathCannotSayIsNotSent() throws Exception {
        Failure failure = (Failure) make("ListBooks", "limit: 3");
        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.cause()).startsWith("cannot be sent over HTTP: shelf: empty");
        assertThat(make("ListBooks", "shelf: '..'")).isInstanceOf(Failure.class);
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void sendsTheForwardedHeadersAndItsOwnWhichWin() throws Exception {
        Headers own = new Headers(List.of(new Header("x-api-key", "ours"), new Header("ctx-bin", "AQI=")));
        Headers forwarded = new Headers(List.of(
                new Header("traceparent", "00-1-2-01"),
                new Header("accept-language", "de"),
                new Header("accept-language", "en"),
                new Header("accept", "text/html"),
                new Header("user-agent", "theirs"),
                new Header("x-api-key", "theirs"),
                new Header("x-odd", "a\r\nb"),
                new Header("accept-encoding", "gzip"),
                new Header("content-length", "3"),
                new Header("connection", "close"),
                new Header("host", "elsewhere")));
        DownstreamSettings settings = Library.of(Settings.connection(server.target("http")), own);
        Calls.make(
                call("ReplaceBook", settings), loops.next(), Library.request("ReplaceBook", "id: 1"), forwarded, 5000);
        RequestHeaders headers = server.last().request().headers();
        assertThat(headers.getAll("traceparent")).containsExactly("00-1-2-01");
        assertThat(headers.getAll("accept-language")).containsExactly("de", "en");
        assertThat(headers.getAll("x-api-key")).containsExactly("ours");
        assertThat(headers.getAll("ctx-bin")).containsExactly("AQI=");
        assertThat(headers.getAll("accept")).containsExactly("application/json");
        assertThat(headers.getAll("user-agent")).containsExactly("weft");
        assertThat(headers.getAll("content-type")).containsExactly("application/json");
        assertThat(headers.contains("x-odd")).isFalse();
        assertThat(headers.getAll("accept-encoding")).containsExactly("identity");
        assertThat(headers.contains("connection")).isFalse();
        assertThat(headers.get(HttpHeaderNames.HOST)).isEqualTo("localhost:" + server.port());

        Headers chosen = new Headers(List.of(new Header("accept", "application/vnd.api+json")));
        make(call("GetBook", Library.of(Settings.connection(server.target("http")), chosen)), "GetBook", "id: 1");
        RequestHeaders get = server.last().request().headers();
        assertThat(get.getAll("accept")).containsExactly("application/vnd.api+json");
        assertThat(get.contains("content-type")).isFalse();
    }

    @Test
    void aTargetHeaderOrMethodThatMakesNoSenseIsAnErrorThatNamesIt() {
        for (String target :
                List.of("http://", "http://a b", "https:///x", "http://a?b", "http://u:p@a", "h2c://a#b")) {
            assertThatThrownBy(() -> call("GetBook", Library.at(target)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("downstream library: target: " + target
                            + " (expected: http://host:port/path, https://… or h2c://…)");
        }
        Connection connection = Settings.connection("http://localhost:1");
        for (Header header : List.of(new Header("content-length", "secret"), new Header("x", "sécret"))) {
            assertThatThrownBy(() -> call("GetBook", Library.of(connection, new Headers(List.of(header)))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("downstream library: headers." + header.name())
                    .hasMessageNotContaining("cret");
        }
        assertThatThrownBy(() -> call("LoseBook")).hasMessageContaining("LoseBook: has no google.api.http rule");
        assertThatThrownBy(() -> call("FindBook")).hasMessageContaining("FindBook: variable: \"isbn\"");
        assertThatThrownBy(() -> call("BurnBook")).hasMessageContaining("BurnBook: BURN (expected: GET");
    }

    @Test
    void whatIsMalformedCountsForTheBreakerThatAllMethodsShare() throws Exception {
        DownstreamSettings plain = Library.at(server.target("http"));
        Downstreams downstreams = Downstreams.open(
                List.of(new DownstreamSettings(
                        plain.name(),
                        plain.services(),
                        Settings.guarded(Settings.breaker(Duration.ofSeconds(5))),
                        Headers.NONE,
                        plain.connection())),
                loops,
                Library.JSON,
                Settings.CACHE,
                CallListener.NONE);
        open.add(downstreams);
        UnaryCall get = downstreams.call(Library.target("GetBook"), List.of(), Optional.empty());
        server.answering("<html>");
        for (int i = 0; i < 4; i++) {
            assertThat(((Failure) make(get, "GetBook", "id: 1")).code()).isEqualTo(Code.INTERNAL);
        }
        UnaryCall list = downstreams.call(Library.target("ListBooks"), List.of(), Optional.empty());
        assertThat(make(list, "ListBooks", "shelf: 's'"))
                .isEqualTo(Failure.refused(Code.UNAVAILABLE, "circuit breaker open"));
        assertThat(server.seen()).hasSize(4);
    }
}
