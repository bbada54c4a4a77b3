package dev.weft.demo;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;

/** Asks the demo for its pages, as a client would. */
public final class DemoVisitor {
    private static final List<String> PAGES = List.of(
            "users/101/dashboard", "products/CMP-1401/page", "search?query=laptop", "admin/analytics?compare=true");
    private static final String PAGE = "dashboard.v1.DashboardService/GetDashboard";

    /** {@code user_id: 101}. */
    private static final ByteString REQUEST = ByteString.copyFrom(new byte[] {8, 101});

    private DemoVisitor() {}

    /**
     * For each of them over HTTP, from a server on this machine.
     *
     * @throws IOException when an answer is not the page
     */
    public static void askOverHttp(int port) throws IOException {
        for (String page : PAGES) {
            URI uri = URI.create("http://localhost:" + port + "/v1/" + page);
            try (InputStream answer = uri.toURL().openStream()) {
                answer.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    /** For the first of them over gRPC, from a server on this machine; throws gRPC's own exception when the answer is not the page. */
    public static void askOverGrpc(int port) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("localhost", port).usePlaintext().build();
        try {
            Empty unused = ClientCalls.blockingUnaryCall(channel, page(), CallOptions.DEFAULT, request());
        } finally {
            channel.shutdownNow();
        }
    }

    // The page's own types are its clients' matter; to whom they are unknown fields they pass as well.
    private static MethodDescriptor<Empty, Empty> page() {
        return MethodDescriptor.newBuilder(
                        ProtoUtils.marshaller(Empty.getDefaultInstance()),
                        ProtoUtils.marshaller(Empty.getDefaultInstance()))
                .setType(MethodType.UNARY)
                .setFullMethodName(PAGE)
                .build();
    }

    private static Empty request() {
        try {
            return Empty.parseFrom(REQUEST);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
