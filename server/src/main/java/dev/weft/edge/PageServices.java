package dev.weft.edge;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.weft.downstream.BytesMethod;
import dev.weft.execution.PageListener;
import dev.weft.execution.PageRunner;
import dev.weft.execution.StreamRunner;
import dev.weft.loop.EventLoops;
import dev.weft.plan.RpcPlan;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The services whose rpcs are planned, as gRPC serves them: the same for every door. Safe for use by many threads. */
public final class PageServices {
    private final List<ServerServiceDefinition> definitions;
    private final InterceptorChain chain;
    private final LiveStreams live;

    private PageServices(List<ServerServiceDefinition> definitions, InterceptorChain chain, LiveStreams live) {
        this.definitions = definitions;
        this.chain = chain;
        this.live = live;
    }

    /**
     * The services of the rpcs.
     *
     * @param streams answers those that are streaming
     * @param listener is told of the requests that do not come as far as {@code runner}
     * @param forwardHeaders the client's headers that go on to the downstreams, in lower case
     * @param noCacheFrom the networks whose clients may ask for what is fresh
     * @param bodyTimeout how long the only request of a call may take to come, once it has begun
     * @param weftOptions whether the descriptors that reflection gives out keep the {@code weft.v1} options
     * @throws IllegalArgumentException when a header is not for forwarding, or a network is none
     */
    public static PageServices of(
            List<RpcPlan> plans,
            PageRunner runner,
            StreamRunner streams,
            PageListener listener,
            EventLoops loops,
            List<String> forwardHeaders,
            List<String> noCacheFrom,
            Duration bodyTimeout,
            boolean weftOptions) {
        FreshRequests fresh = new FreshRequests(noCacheFrom);
        ForwardedHeaders forwarded = new ForwardedHeaders(forwardHeaders);
        RequestValidation validation = new RequestValidation();
        PublicSchema schema = new PublicSchema();
        InterceptorChain chain = new InterceptorChain();
        LiveStreams live = new LiveStreams();
        List<Arrivals> arrivals = loops.loops().stream()
                .map(loop -> new Arrivals(loop, bodyTimeout))
                .toList();
        List<ServerServiceDefinition> definitions = byService(plans).entrySet().stream()
                .map(service -> {
                    FileDescriptor file = service.getKey().getFile();
                    Definition definition = new Definition(service.getKey(), weftOptions ? file : schema.of(file));
                    for (RpcPlan plan : service.getValue()) {
                        RequestRules rules = validation.rules(plan.descriptor().getInputType());
                        definition.add(
                                plan,
                                plan.isStreaming()
                                        ? new StreamHandler(
                                                plan, rules, streams, live, forwarded, fresh, loops, arrivals)
                                        : new PageHandler(
                                                plan, rules, runner, listener, forwarded, fresh, loops, arrivals));
                    }
                    return chain.around(definition.build());
                })
                .toList();
        validation.warmUp();
        return new PageServices(definitions, chain, live);
    }

    List<ServerServiceDefinition> definitions() {
        return definitions;
    }

    /** The rpcs that are served, by their full names as gRPC writes them, behind the interceptors. */
    Map<String, ServerMethodDefinition<byte[], byte[]>> methods() {
        Map<String, ServerMethodDefinition<byte[], byte[]>> methods = new HashMap<>();
        for (ServerServiceDefinition definition : definitions) {
            for (ServerMethodDefinition<?, ?> method : definition.getMethods()) {
                methods.put(method.getMethodDescriptor().getFullMethodName(), ofBytes(method));
            }
        }
        return methods;
    }

    // All of them are made below.
    @SuppressWarnings("unchecked")
    private static ServerMethodDefinition<byte[], byte[]> ofBytes(ServerMethodDefinition<?, ?> method) {
        return (ServerMethodDefinition<byte[], byte[]>) method;
    }

    /** How many requests have come in, by any door, and whose answers have not gone out. */
    public long inFlight() {
        return chain.inFlight();
    }

    /** Ends the streams that have come in by any door and not ended, with UNAVAILABLE. */
    void endStreams() {
        live.end();
    }

    private static Map<ServiceDescriptor, List<RpcPlan>> byService(List<RpcPlan> plans) {
        return plans.stream()
                .collect(Collectors.groupingBy(
                        plan -> plan.descriptor().getService(), LinkedHashMap::new, Collectors.toList()));
    }

    /** A service while it is put together. */
    private static final class Definition {
        private final io.grpc.ServiceDescriptor.Builder description;
        private final Map<MethodDescriptor<byte[], byte[]>, ServerCallHandler<byte[], byte[]>> handlers =
                new LinkedHashMap<>();

        Definition(ServiceDescriptor service, FileDescriptor shown) {
            // What reflection gives out.
            ProtoFileDescriptorSupplier file = () -> shown;
            this.description =
                    io.grpc.ServiceDescriptor.newBuilder(service.getFullName()).setSchemaDescriptor(file);
        }

        void add(RpcPlan plan, ServerCallHandler<byte[], byte[]> handler) {
            MethodDescriptor<byte[], byte[]> method = BytesMethod.of(plan.name(), plan.descriptor());
            description.addMethod(method);
            handlers.put(method, handler);
        }

        ServerServiceDefinition build() {
            ServerServiceDefinition.Builder builder = ServerServiceDefinition.builder(description.build());
            handlers.forEach(builder::addMethod);
            return builder.build();
        }
    }
}
