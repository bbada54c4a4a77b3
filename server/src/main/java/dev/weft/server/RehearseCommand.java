package dev.weft.server;

import dev.weft.demo.DemoServices;
import dev.weft.downstream.BytesMarshaller;
import dev.weft.edge.HttpDoor;
import dev.weft.telemetry.Metrics;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code weft rehearse}: starts the demo, asks for its page by both doors, and stops. The build makes the class-data archive (JEP 350) of
 * what was loaded.
 */
@Command(name = "rehearse", hidden = true, description = "Starts the demo, asks for its page by both doors, and stops.")
final class RehearseCommand implements Callable<Integer> {
    private static final String PAGE = "dashboard.v1.DashboardService/GetDashboard";

    /** {@code user_id: 101}. */
    private static final byte[] REQUEST = {8, 101};

    @Override
    public Integer call() throws StartupException, IOException {
        HttpDoor.preload();
        Metrics.preload();
        try (DemoServices services = DemoServices.start(Map.of());
                WeftServer server = Demo.open(services, 0, 0, List.of())) {
            askOverHttp(server.httpPort());
            askOverGrpc(server.grpcPort());
        }
        return 0;
    }

    private static void askOverHttp(int port) throws IOException {
        URI page = URI.create("http://localhost:" + port + "/v1/users/101/dashboard");
        try (InputStream answer = page.toURL().openStream()) {
            answer.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void askOverGrpc(int port) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(
                        BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                .setType(MethodType.UNARY)
                .setFullMethodName(PAGE)
                .build();
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("localhost", port).usePlaintext().build();
        try {
            byte[] unused = ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, REQUEST);
        } finally {
            channel.shutdownNow();
        }
    }
}
