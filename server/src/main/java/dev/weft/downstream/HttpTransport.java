package dev.weft.downstream;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.ResponseTimeoutMode;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.WebClientBuilder;
import com.linecorp.armeria.client.endpoint.EndpointGroup;
import com.linecorp.armeria.common.HttpMethod;
import dev.weft.downstream.DownstreamSettings.Connection;
import dev.weft.loop.EventLoops;
import dev.weft.plan.Target;
import dev.weft.schema.Options;
import dev.weft.transcoding.BindingException;
import dev.weft.transcoding.HttpBinding;
import dev.weft.transcoding.JsonMapping;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls over HTTP with JSON, by each method's google.api.http rule. Connections are made when calls need them, on the loop of
 * the page, and kept for the next of that loop; a call that finds no idle one to an HTTP/1.1 server makes another.
 */
final class HttpTransport implements Transport {
    /**
     * How long an idle connection is kept: less than the five seconds after which Node.js and Apache hang up by default. A call that
     * has gone out on a connection just being closed there would fail.
     */
    private static final Duration IDLE = Duration.ofSeconds(4);

    private final ClientFactory factory;
    private final EndpointGroup endpoints;
    private final WebClient client;
    private final HttpRequestHeaders headers;
    private final HttpErrorBody errors;
    private final JsonMapping json;
    private final int maxResponseBytes;

    /** Parts of pages are made while pages are answered, and call the same methods. */
    private final Map<MethodDescriptor, HttpBinding> bindings = new ConcurrentHashMap<>();

    private HttpTransport(
            ClientFactory factory,
            EndpointGroup endpoints,
            WebClient client,
            HttpRequestHeaders headers,
            JsonMapping json,
            int maxResponseBytes) {
        this.factory = factory;
        this.endpoints = endpoints;
        this.client = client;
        this.headers = headers;
        this.errors = new HttpErrorBody(json);
        this.json = json;
        this.maxResponseBytes = maxResponseBytes;
    }

    static HttpTransport open(DownstreamSettings settings, EventLoops loops, JsonMapping json) {
        Connection connection = settings.connection();
        List<HttpTarget> targets =
                connection.targets().stream().map(HttpTarget::parse).toList();
        HttpTarget target = targets.get(0);
        HttpRequestHeaders headers = new HttpRequestHeaders(settings.headers());
        ClientFactory factory = factory(target, connection, loops);
        HttpRehearsal.run(factory);
        EndpointGroup endpoints = HttpEndpoints.of(targets, connection, factory);
        WebClient client = client(factory, endpoints, target, connection);
        return new HttpTransport(factory, endpoints, client, headers, json, connection.maxResponseBytes());
    }

    private static ClientFactory factory(HttpTarget target, Connection connection, EventLoops loops) {
        int connected = connection.channels().orElse(loops.loops().size());
        ClientFactoryBuilder factory = ClientFactory.builder()
                .workerGroup(loops.armeria(), false)
                .eventLoopSchedulerFactory(group -> new HttpConnections(loops, connected))
                .idleTimeout(IDLE);
        connection.tls().ifPresent(tls -> {
            if (!target.protocol().isTls()) {
                throw new IllegalArgumentException(
                        "tls: is there, and target is " + connection.targets().get(0) + " (expected: https://…)");
            }
            TlsFiles.configure(tls, factory);
        });
        return factory.build();
    }

    private static WebClient client(
            ClientFactory factory, EndpointGroup endpoints, HttpTarget target, Connection connection) {
        String path = target.basePath().isEmpty() ? "/" : target.basePath();
        WebClientBuilder client = WebClient.builder(target.protocol(), endpoints, path);
        if (endpoints instanceof HttpReplicas replicas) {
            client.decorator(new ReplicaReport(replicas));
        }
        return client.factory(factory)
                .decorator(new ExactPath(target.basePath()))
                .maxResponseLength(connection.maxResponseBytes())
                // A call's deadline, and nothing else, says how long it may take.
                .responseTimeoutMode(ResponseTimeoutMode.FROM_START)
                .writeTimeoutMillis(0)
                .build();
    }

    @Override
    public UnaryCall call(Target target, boolean repeated) {
        return new HttpCall(this, bindings.computeIfAbsent(target.descriptor(), method -> binding(target)));
    }

    @Override
    public StreamingCall stream(Target target) {
        throw new IllegalArgumentException(
                target.method() + ": is streaming (expected: a downstream with a target of gRPC's, not of HTTP)");
    }

    private HttpBinding binding(Target target) {
        HttpRule rule = Options.http(target.descriptor())
                .orElseThrow(() -> new IllegalArgumentException(
                        target.method() + ": has no google.api.http rule (expected: one, to call it over HTTP)"));
        try {
            HttpBinding binding =
                    HttpBinding.compile(target.descriptor(), rule, json).get(0);
            if (!binding.httpMethod().equals("*") && HttpMethod.tryParse(binding.httpMethod()) == null) {
                throw new IllegalArgumentException(
                        target.method() + ": " + binding.httpMethod() + " (expected: GET, PUT, POST, DELETE or PATCH)");
            }
            return binding;
        } catch (BindingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    WebClient client() {
        return client;
    }

    HttpRequestHeaders headers() {
        return headers;
    }

    HttpErrorBody errors() {
        return errors;
    }

    int maxResponseBytes() {
        return maxResponseBytes;
    }

    @Override
    public Optional<Addresses> addresses() {
        return endpoints instanceof HttpReplicas replicas ? Optional.of(replicas.addresses()) : Optional.empty();
    }

    @Override
    public void close() {
        endpoints.close();
        factory.close();
    }
}
