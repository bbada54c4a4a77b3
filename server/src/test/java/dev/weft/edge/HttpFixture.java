package dev.weft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.linecorp.armeria.common.RequestContext;
import dev.weft.execution.PageRequest;
import dev.weft.execution.PageResult;
import dev.weft.execution.PageResult.Answered;
import dev.weft.execution.PageRunner;
import dev.weft.loop.Cancellable;
import dev.weft.loop.EventLoops;
import dev.weft.plan.RpcPlan;
import dev.weft.schema.Schema;
import dev.weft.transcoding.JsonLimits;
import dev.weft.transcoding.JsonMapping;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An HTTP door on loopback with an engine that a test plays, and a client. */
final class HttpFixture implements AutoCloseable {
    static final int MOST_BYTES = 10_000;

    final EventLoops loops = EventLoops.start(2);
    final BlockingQueue<PageRequest> asked = new LinkedBlockingQueue<>();
    final BlockingQueue<PageRequest> cancelled = new LinkedBlockingQueue<>();
    /** What the engine does; at first it does not answer by itself. */
    volatile PageRunner engine = (plan, request, done) -> () -> {};

    final HttpDoor door;
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpFixture(HttpDoor.Settings settings, Schema schema, List<RpcPlan> plans) throws Exception {
        PageServices services = PageServices.of(
                plans,
                this::run,
                (plan, request, client) -> {
                    throw new AssertionError("a stream");
                },
                report -> {},
                loops,
                List.of("traceparent", "ctx-bin"),
                List.of("127.0.0.0/8", "::1/128"),
                Duration.ofSeconds(10),
                false);
        door = HttpDoor.open(settings, loops, services, JsonBindings.of(plans, json(schema)));
    }

    private static JsonMapping json(Schema schema) {
        return new JsonMapping(
                name -> name.equals("google.rpc.ErrorInfo")
                        ? Optional.of(ErrorInfo.getDescriptor())
                        : name.equals("google.rpc.BadRequest")
                                ? Optional.of(BadRequest.getDescriptor())
                                : schema.message(name),
                new JsonLimits(10, 16));
    }

    /** The pages of the service in these files. */
    static HttpFixture of(FileDescriptor file) throws Exception {
        return of(settings(), file);
    }

    static HttpFixture of(HttpDoor.Settings settings, FileDescriptor file) throws Exception {
        Schema schema = schema(file);
        List<RpcPlan> plans = schema.services().stream()
                .flatMap(service -> service.getMethods().stream())
                .map(Plans::of)
                .toList();
        return new HttpFixture(settings, schema, plans);
    }

    static Schema schema(FileDescriptor file) throws Exception {
        Map<String, FileDescriptor> files = new LinkedHashMap<>();
        collect(file, files);
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        files.values().forEach(one -> set.addFile(one.toProto()));
        return Schema.parse(Map.of("test", set.build().toByteArray()));
    }

    private static void collect(FileDescriptor file, Map<String, FileDescriptor> files) {
        if (!files.containsKey(file.getName())) {
            file.getDependencies().forEach(imported -> collect(imported, files));
            files.put(file.getName(), file);
        }
    }

    static HttpDoor.Settings settings() {
        return new HttpDoor.Settings(
                Optional.of("localhost"),
                0,
                new HttpDoor.Limits(MOST_BYTES, 4096, 1000, Duration.ofMillis(700), Duration.ofSeconds(30)),
                new HttpDoor.CrossOriginSettings(List.of("http://shop.test"), List.of("traceparent")),
                List.of("x-tenant"),
                Optional.empty(),
                true);
    }

    private Cancellable run(RpcPlan plan, PageRequest request, Consumer<PageResult> done) {
        if (!request.loop().isCurrent()) {
            throw new AssertionError("not on its loop");
        }
        if (RequestContext.currentOrNull() != null) {
            throw new AssertionError("what it begins would be Armeria's request's");
        }
        asked.add(request);
        Cancellable page = engine.run(plan, request, done);
        return () -> {
            cancelled.add(request);
            page.cancel();
        };
    }

    /** Every request is answered with this. */
    void answer(PageResult result) {
        engine = (plan, request, done) -> {
            done.accept(result);
            return () -> {};
        };
    }

    /** Every request is answered with its own message. */
    void echo() {
        engine = (plan, request, done) -> {
            done.accept(new Answered(request.message(), List.of()));
            return () -> {};
        };
    }

    PageRequest nextAsked() throws InterruptedException {
        PageRequest next = asked.poll(5, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no page was asked for");
        }
        return next;
    }

    HttpRequest.Builder to(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + door.port() + pathAndQuery));
    }

    HttpResponse<String> get(String pathAndQuery, String... headers) throws Exception {
        return send("GET", pathAndQuery, null, headers);
    }

    HttpResponse<String> post(String pathAndQuery, String json, String... headers) throws Exception {
        HttpRequest.Builder request = to(pathAndQuery).POST(BodyPublishers.ofString(json));
        request.header("content-type", "application/json");
        return client.send(with(request, headers), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String pathAndQuery, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                to(pathAndQuery).method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return client.send(with(request, headers), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> begin(String pathAndQuery) {
        return client.sendAsync(to(pathAndQuery).build(), BodyHandlers.ofString());
    }

    static HttpRequest with(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    @Override
    public void close() throws Exception {
        door.drain(Duration.ZERO);
        loops.close();
    }

    /** That it was refused so, in the form that every refusal has. */
    static void assertError(HttpResponse<String> got, int http, String status) {
        assertThat(got.statusCode()).as(got.body()).isEqualTo(http);
        assertThat(got.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(got.headers().allValues("x-request-id")).hasSize(1);
        assertThat(got.body())
                .startsWith("{\"error\":{\"code\":" + http + ",\"status\":\"" + status + "\",\"message\":\"");
    }
}
