package dev.weft.edge;

import dev.weft.downstream.BytesMarshaller;
import dev.weft.execution.PageReport;
import dev.weft.execution.PageRequest;
import dev.weft.execution.PageResult;
import dev.weft.execution.PageRunner;
import dev.weft.loop.Cancellable;
import dev.weft.loop.EventLoops;
import dev.weft.plan.RpcPlan;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A door on loopback with an engine that a test plays, and a client. */
final class DoorFixture implements AutoCloseable {
    static final String GET_DASHBOARD = "dashboard.v1.DashboardService/GetDashboard";

    /** A page that was asked for. */
    record Asked(PageRequest request, Consumer<PageResult> done, boolean onLoop) {
        void answer(PageResult result) {
            request.loop().execute(() -> done.accept(result));
        }
    }

    /** What a client got. */
    record Got(byte[] message, StatusRuntimeException error, Metadata headers, Metadata trailers) {
        String header(String name) {
            return headers == null ? null : text(headers, name);
        }

        String trailer(String name) {
            return trailers == null ? null : text(trailers, name);
        }
    }

    static final int MOST_STREAMS = 100;
    static final Duration BODY_TIMEOUT = Duration.ofMillis(500);

    final EventLoops loops = EventLoops.start(2);
    final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    final BlockingQueue<PageRequest> cancelled = new LinkedBlockingQueue<>();
    /** What the engine does; at first it does not answer by itself. */
    volatile PageRunner engine = (plan, request, done) -> () -> {};

    final GrpcDoor door;
    final ManagedChannel channel;

    DoorFixture() throws Exception {
        this(Plans.dashboard(), false);
    }

    DoorFixture(List<RpcPlan> plans, boolean weftOptions) throws Exception {
        PageServices services = PageServices.of(
                plans,
                this::run,
                (plan, request, client) -> {
                    throw new AssertionError("a stream");
                },
                refused::add,
                loops,
                List.of("traceparent", "accept-language", "x-request-id", "ctx-bin"),
                List.of("127.0.0.0/8", "::1/128"),
                BODY_TIMEOUT,
                weftOptions);
        door = GrpcDoor.open(
                new GrpcDoor.Settings(Optional.of("localhost"), 0, 10_000, MOST_STREAMS, true), loops, services);
        channel = NettyChannelBuilder.forAddress("localhost", door.port(), InsecureChannelCredentials.create())
                .build();
    }

    /** What was answered without asking for a page. */
    final BlockingQueue<PageReport> refused = new LinkedBlockingQueue<>();

    private Cancellable run(RpcPlan plan, PageRequest request, Consumer<PageResult> done) {
        asked.add(new Asked(request, done, request.loop().isCurrent()));
        Cancellable page = engine.run(plan, request, done);
        return () -> {
            cancelled.add(request);
            page.cancel();
        };
    }

    Asked nextAsked() throws InterruptedException {
        Asked next = asked.poll(5, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no page was asked for");
        }
        return next;
    }

    Got get(byte[] request) {
        return get(GET_DASHBOARD, request, new Metadata(), CallOptions.DEFAULT);
    }

    Got get(String method, byte[] request, Metadata headers, CallOptions options) {
        AtomicReference<Metadata> answerHeaders = new AtomicReference<>();
        AtomicReference<Metadata> trailers = new AtomicReference<>();
        Channel capturing = ClientInterceptors.intercept(
                channel,
                MetadataUtils.newCaptureMetadataInterceptor(answerHeaders, trailers),
                MetadataUtils.newAttachHeadersInterceptor(headers));
        try {
            byte[] message = ClientCalls.blockingUnaryCall(capturing, method(method), options, request);
            return new Got(message, null, answerHeaders.get(), trailers.get());
        } catch (StatusRuntimeException e) {
            return new Got(null, e, answerHeaders.get(), trailers.get());
        }
    }

    static MethodDescriptor<byte[], byte[]> method(String name) {
        return MethodDescriptor.newBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(name)
                .build();
    }

    static String text(Metadata metadata, String name) {
        return metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    static Metadata headers(String... namesAndValues) {
        Metadata headers = new Metadata();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(Metadata.Key.of(namesAndValues[i], Metadata.ASCII_STRING_MARSHALLER), namesAndValues[i + 1]);
        }
        return headers;
    }

    @Override
    public void close() throws Exception {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        door.drain(java.time.Duration.ZERO);
        loops.close();
    }
}
