package dev.weft.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.GracefulShutdown;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The door for those who run the server: metrics and health, over HTTP. Safe for use by many threads. */
public final class AdminDoor implements AutoCloseable {
    private static final MediaType METRICS = MediaType.parse("text/plain; version=0.0.4; charset=utf-8");
    private static final String OK = "{\"status\": \"ok\"}";

    private final Server server;

    private AdminDoor(Server server) {
        this.server = server;
    }

    /**
     * Where the door listens.
     *
     * @param host the address
     * @param port the port; 0 for any free one
     */
    public record Settings(String host, int port) {}

    /**
     * Opens the door.
     *
     * @param metrics in Prometheus' text format, at each look; empty when nothing is counted: then {@code /metrics} is not there
     * @param ready whether pages are answered, at each look
     * @throws IOException when it cannot listen there; it names the address
     */
    public static AdminDoor open(Settings settings, Optional<Supplier<String>> metrics, BooleanSupplier ready)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        ServerBuilder builder = Server.builder();
        metrics.ifPresent(text -> builder.service("/metrics", (context, request) -> read(request, METRICS, text)));
        Server server = builder.port(address, SessionProtocol.HTTP)
                .service("/health/live", (context, request) -> read(request, MediaType.JSON_UTF_8, () -> OK))
                .service("/health/ready", (context, request) -> health(request, ready))
                .service("/health", (context, request) -> health(request, ready))
                .workerGroup(1)
                .disableServerHeader()
                .gracefulShutdown(GracefulShutdown.disabled())
                .build();
        try {
            server.start().join();
            return new AdminDoor(server);
        } catch (CompletionException e) {
            throw new IOException(
                    "admin: cannot listen on " + settings.host() + ":" + settings.port()
                            + " (expected: an address of this machine and a free port)",
                    e);
        }
    }

    private static HttpResponse health(HttpRequest request, BooleanSupplier ready) {
        return ready.getAsBoolean()
                ? read(request, MediaType.JSON_UTF_8, () -> OK)
                : HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE, MediaType.JSON_UTF_8, "{\"status\": \"stopping\"}");
    }

    private static HttpResponse read(HttpRequest request, MediaType type, Supplier<String> content) {
        boolean reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        return reads
                ? HttpResponse.of(
                        HttpStatus.OK, type, HttpData.wrap(content.get().getBytes(UTF_8)))
                : HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
    }

    /** The port that it listens on. */
    public int port() {
        return server.activeLocalPort();
    }

    /** Closes it, without waiting. */
    @Override
    public void close() {
        server.closeAsync();
    }
}
