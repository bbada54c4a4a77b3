package dev.weft.downstream;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** A real HTTP server on loopback that answers everything in one way, and remembers what it was asked. */
final class LoopbackHttpServer implements AutoCloseable {
    /** A request that came in, its path and query as they came, and what it came on. */
    record Seen(AggregatedHttpRequest request, String rawPath, String protocol, String connection) {
        String line() {
            return request.method() + " " + request.path()
                    + (request.content().isEmpty() ? "" : " " + request.contentUtf8());
        }
    }

    private final Server server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();
    private volatile Function<Seen, HttpResponse> answer = request -> json("{}");

    private LoopbackHttpServer(Consumer<ServerBuilder> listening) {
        ServerBuilder builder = Server.builder().requestTimeoutMillis(0);
        listening.accept(builder);
        this.server = builder.serviceUnder(
                        "/",
                        (context, request) ->
                                HttpResponse.of(request.aggregate().thenApply(whole -> answer(context, whole))))
                .build();
        server.start().join();
    }

    static LoopbackHttpServer start() {
        return start(builder -> builder.http(anyPort()));
    }

    static LoopbackHttpServer start(Consumer<ServerBuilder> listening) {
        return new LoopbackHttpServer(listening);
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static HttpResponse json(String json) {
        return json(HttpStatus.OK, json);
    }

    static HttpResponse json(HttpStatus status, String json) {
        return HttpResponse.of(status, MediaType.JSON, json);
    }

    private HttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        Seen now = new Seen(
                request,
                String.valueOf(context.rawPath()),
                context.sessionProtocol().uriText(),
                String.valueOf(context.remoteAddress()));
        seen.add(now);
        CompletableFuture<Void> unused = context.whenRequestCancelled().thenAccept(cause -> cancelled.add(now.line()));
        arrived.add(now.line());
        return answer.apply(now);
    }

    LoopbackHttpServer on(Function<Seen, HttpResponse> next) {
        answer = next;
        return this;
    }

    LoopbackHttpServer answering(String json) {
        return on(request -> json(json));
    }

    List<Seen> seen() {
        return seen;
    }

    Seen last() {
        return seen.get(seen.size() - 1);
    }

    int port() {
        return server.activeLocalPort();
    }

    String target(String scheme) {
        return scheme + "://localhost:" + port();
    }

    /** The next request that came in; null when there is none within five seconds. */
    String nextArrived() throws InterruptedException {
        return arrived.poll(5, TimeUnit.SECONDS);
    }

    /** The next request that the client gave up; null when there is none within five seconds. */
    String nextCancelled() throws InterruptedException {
        return cancelled.poll(5, TimeUnit.SECONDS);
    }

    /** Begins to stop, and does not wait for it: that takes Armeria two seconds. */
    @Override
    public void close() {
        CompletableFuture<Void> unused = server.stop();
    }
}
