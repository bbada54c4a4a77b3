package dev.weft.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.execution.PageRequest;
import dev.weft.execution.PageResult;
import dev.weft.execution.PageResult.Answered;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpDrainTest {
    private final CompletableFuture<Consumer<PageResult>> running = new CompletableFuture<>();
    private HttpFixture door;

    @BeforeEach
    void open() throws Exception {
        door = HttpFixture.of(Store.file());
        door.engine = (plan, request, done) -> {
            running.complete(done);
            return () -> {};
        };
    }

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    private CompletableFuture<Void> drain(Duration grace) {
        return CompletableFuture.runAsync(() -> {
            try {
                door.door.drain(grace);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void letsAPageFinishAndTurnsAwayNewOnes() throws Exception {
        CompletableFuture<HttpResponse<String>> got = door.begin("/v1/items/a");
        PageRequest page = door.nextAsked();
        try (Socket open = new Socket("localhost", door.door.port())) {
            assertThat(ask(open, "/health/ready")).contains("200");
            CompletableFuture<Void> drained = drain(Duration.ofSeconds(30));
            TimeUnit.MILLISECONDS.sleep(500);
            assertThat(drained).isNotDone();
            assertThat(ask(open, "/health/live")).contains("200");
            assertThat(ask(open, "/health/ready")).contains("503");
            assertThat(ask(open, "/v1/items/b")).contains("503");
            assertThatThrownBy(() -> {
                        try (Socket late = new Socket("localhost", door.door.port())) {
                            assertThat(ask(late, "/health/live")).isNull();
                            throw new IOException("closed");
                        }
                    })
                    .isInstanceOf(IOException.class);
            Consumer<PageResult> done = running.get(5, TimeUnit.SECONDS);
            page.loop().execute(() -> done.accept(new Answered(page.message(), List.of())));
            assertThat(got.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            drained.get(5, TimeUnit.SECONDS);
        }
    }

    /** The status line of the answer; null when there is none. */
    private static String ask(Socket socket, String path) throws IOException {
        socket.setSoTimeout(5000);
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nhost: x\r\n\r\n").getBytes(UTF_8));
        BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        String status = answer.readLine();
        int length = 0;
        for (String line = answer.readLine(); line != null && !line.isEmpty(); line = answer.readLine()) {
            length = line.startsWith("content-length: ") ? Integer.parseInt(line.substring(16)) : length;
        }
        for (int i = 0; i < length; i++) {
            answer.read();
        }
        return status;
    }

    @Test
    void cutsOffWhatDoesNotFinishInTime() throws Exception {
        CompletableFuture<HttpResponse<String>> got = door.begin("/v1/items/a");
        PageRequest page = door.nextAsked();
        drain(Duration.ofMillis(200)).get(5, TimeUnit.SECONDS);
        assertThat(got.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        assertThat(door.cancelled.poll(5, TimeUnit.SECONDS)).isSameAs(page);
    }

    @Test
    void waitsForNobodyWhoOnlyKeepsAConnectionOpen() throws Exception {
        try (Socket open = new Socket("localhost", door.door.port())) {
            assertThat(ask(open, "/health/ready")).contains("200");
            drain(Duration.ofSeconds(30)).get(5, TimeUnit.SECONDS);
        }
    }
}
