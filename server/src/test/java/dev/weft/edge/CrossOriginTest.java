package dev.weft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrossOriginTest {
    private HttpFixture door;

    @BeforeEach
    void open() throws Exception {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "origin");
        door = HttpFixture.of(Store.file());
        door.echo();
    }

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    private HttpResponse<String> preflight(String origin) throws Exception {
        return door.send(
                "OPTIONS",
                "/" + Store.NAME + "/Get",
                null,
                "origin",
                origin,
                "access-control-request-method",
                "POST",
                "access-control-request-headers",
                "content-type,x-grpc-web");
    }

    @Test
    void letsANamedOriginAsk() throws Exception {
        HttpResponse<String> got = preflight("http://shop.test");
        assertThat(got.statusCode()).isEqualTo(204);
        HttpHeaders headers = got.headers();
        assertThat(headers.firstValue("access-control-allow-origin")).hasValue("http://shop.test");
        assertThat(headers.firstValue("access-control-allow-methods").orElseThrow())
                .contains("GET", "POST", "PUT", "PATCH", "DELETE");
        assertThat(headers.firstValue("access-control-allow-headers")
                        .orElseThrow()
                        .split(", "))
                .contains("content-type", "x-grpc-web", "x-user-agent", "grpc-timeout", "if-none-match", "traceparent");
        assertThat(headers.firstValue("vary").orElseThrow()).contains("origin");
        assertThat(door.asked).isEmpty();
    }

    @Test
    void letsANamedOriginReadAnswersAndErrors() throws Exception {
        for (String path : List.of("/v1/items/a", "/nope", "/health")) {
            HttpHeaders headers = door.get(path, "origin", "http://shop.test").headers();
            assertThat(headers.firstValue("access-control-allow-origin")).hasValue("http://shop.test");
            assertThat(headers.firstValue("access-control-expose-headers")
                            .orElseThrow()
                            .split(", "))
                    .contains(
                            "grpc-status",
                            "grpc-message",
                            "grpc-status-details-bin",
                            "weft-partial",
                            "x-request-id",
                            "etag");
        }
        HttpResponse<String> tooLarge =
                door.post("/v1/items", "x".repeat(HttpFixture.MOST_BYTES + 1), "origin", "http://shop.test");
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.headers().firstValue("access-control-allow-origin")).hasValue("http://shop.test");
    }

    @Test
    void letsNobodyElse() throws Exception {
        for (String origin : List.of("http://shop.test.evil", "https://shop.test", "null", "http://shop.test:8080")) {
            HttpResponse<String> preflight = preflight(origin);
            assertThat(preflight.statusCode()).isNotEqualTo(204);
            assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-origin");
            HttpHeaders headers = door.get("/v1/items/a", "origin", origin).headers();
            assertThat(headers.map()).doesNotContainKey("access-control-allow-origin");
            assertThat(headers.firstValue("vary").orElseThrow()).contains("origin");
        }
    }
}
