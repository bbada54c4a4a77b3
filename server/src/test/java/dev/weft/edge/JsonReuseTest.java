package dev.weft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.weft.execution.PageResult.Answered;
import dev.weft.execution.PageResult.Failed;
import dev.weft.execution.Reuse;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients of JSON are told of using an answer again, and what they may say of it (RFC 9111). */
class JsonReuseTest {
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

    private void answerReusable(boolean shared) {
        door.engine = (plan, request, done) -> {
            Reuse reuse = new Reuse(30_900_000_000L, shared, () -> new byte[] {1, 2, 3});
            done.accept(new Answered(request.message(), List.of(), Optional.of(reuse)));
            return () -> {};
        };
    }

    @Test
    void saysForHowLongAnAnswerMayBeUsedAgain() throws Exception {
        answerReusable(false);
        HttpResponse<String> got = door.get("/v1/items/a");
        assertThat(got.headers().firstValue("cache-control")).hasValue("private, max-age=30");
        String tag = got.headers().firstValue("etag").orElseThrow();
        assertThat(tag).matches("W/\"[A-Za-z0-9_-]{22}\"");
        answerReusable(true);
        assertThat(door.get("/v1/items/a").headers().firstValue("cache-control"))
                .hasValue("public, max-age=30");
        assertThat(door.post("/v1/items", "{}").headers().firstValue("etag"))
                .as("not a GET")
                .isEmpty();
    }

    @Test
    void whatMayNotBeUsedAgainIsNotKeptOnTheWay() throws Exception {
        door.echo();
        assertThat(door.get("/v1/items/a").headers().firstValue("cache-control"))
                .hasValue("no-store");
        door.answer(new Failed(Status.newBuilder().setCode(Code.NOT_FOUND_VALUE).build()));
        HttpResponse<String> got = door.get("/v1/items/a");
        assertThat(got.statusCode()).isEqualTo(404);
        assertThat(got.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(door.get("/nowhere").headers().firstValue("cache-control")).hasValue("no-store");
    }

    @Test
    void saysByWhatAnswersForOneClientDiffer() throws Exception {
        answerReusable(false);
        assertThat(door.get("/v1/items/a").headers().firstValue("vary")).hasValue("origin, accept-encoding, x-tenant");
        answerReusable(true);
        assertThat(door.get("/v1/items/a").headers().firstValue("vary")).hasValue("origin, accept-encoding");
    }

    @Test
    void aHeadIsAnsweredAsTheGetIs() throws Exception {
        answerReusable(false);
        HttpResponse<String> got = door.get("/v1/items/a");
        HttpResponse<String> head = door.send("HEAD", "/v1/items/a", null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : List.of("etag", "cache-control", "vary", "content-type")) {
            assertThat(head.headers().firstValue(name))
                    .as(name)
                    .isEqualTo(got.headers().firstValue(name));
        }
        String tag = got.headers().firstValue("etag").orElseThrow();
        assertThat(door.send("HEAD", "/v1/items/a", null, "if-none-match", tag).statusCode())
                .isEqualTo(304);
    }

    @Test
    void doesNotSendWhatTheClientHas() throws Exception {
        answerReusable(false);
        String tag = door.get("/v1/items/a").headers().firstValue("etag").orElseThrow();
        for (String known : List.of(tag, "\"x\", " + tag, tag.substring(2), "*")) {
            HttpResponse<String> got = door.get("/v1/items/a", "if-none-match", known);
            assertThat(got.statusCode()).as(known).isEqualTo(304);
            assertThat(got.body()).isEmpty();
            assertThat(got.headers().firstValue("etag")).hasValue(tag);
            assertThat(got.headers().firstValue("cache-control")).hasValue("private, max-age=30");
        }
        assertThat(door.get("/v1/items/a", "if-none-match", "W/\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aClientThatMaySayNoCacheIsHeard() throws Exception {
        door.get("/v1/items/a", "cache-control", "max-age=0, No-Cache");
        assertThat(door.nextAsked().fresh()).isTrue();
        door.get("/v1/items/a", "cache-control", "no-cache-at-all");
        assertThat(door.nextAsked().fresh()).isFalse();
        door.get("/v1/items/a");
        assertThat(door.nextAsked().fresh()).isFalse();
    }
}
