package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.util.Durations;
import dev.weft.config.v1.Admin;
import dev.weft.config.v1.Config;
import dev.weft.config.v1.Downstream;
import dev.weft.config.v1.Grpc;
import dev.weft.config.v1.Http;
import dev.weft.downstream.BytesMarshaller;
import dev.weft.downstream.LoopbackServer;
import dev.weft.planner.Planner;
import dev.weft.schema.Schema;
import dev.weft.v1.Call;
import dev.weft.v1.Page;
import dev.weft.v1.PageProto;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A whole server that is told to stop while it changes something for a client that has gone. */
class UnsafeCallDrainTest {
    private static WeftServer server(LoopbackServer orders) throws Exception {
        Schema schema = Schema.parse(Map.of(
                "orders.binpb",
                FileDescriptorSet.newBuilder().addFile(file()).build().toByteArray()));
        Config config = Defaults.fill(Config.newBuilder()
                .setGrpc(Grpc.newBuilder().setPort(0))
                .setHttp(Http.newBuilder().setPort(0))
                .setAdmin(Admin.newBuilder().setPort(0))
                .setShutdownGrace(Durations.fromSeconds(10))
                .addDownstreams(
                        Downstream.newBuilder().addServices("test.v1.Orders").setTarget(orders.target()))
                .build());
        return WeftServer.start(
                schema, Planner.plan(schema, Settings.placement(config)).plans(), config);
    }

    /**
     * {@code Front.Place} passes on to {@code Orders.Place}, of which nobody says that it may be repeated; {@code Front.Page} calls it
     * too, and requires {@code Orders.Look}.
     */
    private static FileDescriptorProto file() {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
                .setName("orders.proto")
                .setPackage("test.v1")
                .setSyntax("proto3");
        file.addMessageTypeBuilder().setName("Order");
        method(file.addServiceBuilder().setName("Front"), "Place");
        method(file.getServiceBuilder(0), "Page")
                .getOptionsBuilder()
                .setExtension(
                        PageProto.page,
                        Page.newBuilder()
                                .addCall(Call.newBuilder().setName("place").setMethod("test.v1.Orders/Place"))
                                .addCall(Call.newBuilder()
                                        .setName("look")
                                        .setMethod("test.v1.Orders/Look")
                                        .setRequired(true))
                                .build());
        method(file.addServiceBuilder().setName("Orders"), "Place");
        method(file.getServiceBuilder(1), "Look");
        file.getServiceBuilder(0)
                .getMethodBuilder(0)
                .getOptionsBuilder()
                .setExtension(
                        PageProto.page,
                        Page.newBuilder().setForward("test.v1.Orders/Place").build());
        return file.build();
    }

    private static MethodDescriptorProto.Builder method(ServiceDescriptorProto.Builder service, String name) {
        return service.addMethodBuilder()
                .setName(name)
                .setInputType(".test.v1.Order")
                .setOutputType(".test.v1.Order");
    }

    private static ClientCall<byte[], byte[]> start(
            String method, ManagedChannel channel, ClientCall.Listener<byte[]> listener) {
        ClientCall<byte[], byte[]> call = channel.newCall(
                MethodDescriptor.newBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName("test.v1.Front/" + method)
                        .build(),
                CallOptions.DEFAULT);
        call.start(listener, new Metadata());
        call.request(1);
        call.sendMessage(new byte[0]);
        call.halfClose();
        return call;
    }

    @Test
    void itsStopWaitsForTheCall() throws Exception {
        BlockingQueue<LoopbackServer.Call> orders = new LinkedBlockingQueue<>();
        try (LoopbackServer downstream = LoopbackServer.start().on("test.v1.Orders/Place", orders::add)) {
            WeftServer server = server(downstream);
            ManagedChannel channel = ManagedChannelBuilder.forAddress("localhost", server.grpcPort())
                    .usePlaintext()
                    .build();
            ClientCall<byte[], byte[]> call = start("Place", channel, new ClientCall.Listener<>() {});
            LoopbackServer.Call order = orders.poll(5, TimeUnit.SECONDS);
            call.cancel("gone", null);
            channel.shutdown().awaitTermination(5, TimeUnit.SECONDS);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            TimeUnit.MILLISECONDS.sleep(1500);
            assertThat(stopped).isNotDone();
            assertThat(order).isNotNull();
            order.answer(new byte[0]);
            stopped.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void itsStopWaitsForTheCallOfAPageThatHasFailed() throws Exception {
        BlockingQueue<LoopbackServer.Call> orders = new LinkedBlockingQueue<>();
        try (LoopbackServer downstream = LoopbackServer.start()
                .on("test.v1.Orders/Place", orders::add)
                .on("test.v1.Orders/Look", call -> call.fail(Status.NOT_FOUND))) {
            WeftServer server = server(downstream);
            ManagedChannel channel = ManagedChannelBuilder.forAddress("localhost", server.grpcPort())
                    .usePlaintext()
                    .build();
            CompletableFuture<Status> answered = new CompletableFuture<>();
            start("Page", channel, new ClientCall.Listener<>() {
                @Override
                public void onClose(Status status, Metadata trailers) {
                    answered.complete(status);
                }
            });
            LoopbackServer.Call order = orders.poll(5, TimeUnit.SECONDS);
            assertThat(answered.get(5, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.NOT_FOUND);
            channel.shutdown().awaitTermination(5, TimeUnit.SECONDS);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            TimeUnit.MILLISECONDS.sleep(1500);
            assertThat(stopped).isNotDone();
            assertThat(order).isNotNull();
            order.answer(new byte[0]);
            stopped.get(5, TimeUnit.SECONDS);
        }
    }
}
