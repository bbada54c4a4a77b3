package dev.weft.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpServer;
import dev.weft.downstream.BytesMarshaller;
import dev.weft.schema.Schema;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of {@code examples/express}, with its routes served here; {@code .ci/express} runs it with the real Express. */
class ExpressIT {
    private static final Path EXAMPLE = Path.of("../examples/express");
    private static final String USER = "{\"id\":101,\"name\":\"John Doe\"}";
    private static final String ORDERS =
            "[{\"orderId\":1,\"item\":\"Laptop\"},{\"orderId\":2,\"item\":\"Smartphone\"}]";
    private static final String PAYMENTS = "[{\"paymentId\":201,\"amount\":250},{\"paymentId\":202,\"amount\":450}]";

    @TempDir
    private Path files;

    private HttpServer express;
    private WeftProcess weft;
    private ManagedChannel channel;
    private MethodDescriptor page;

    @BeforeEach
    void start() throws Exception {
        express = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Map<String, String> routes = Map.of(
                "/users/101", USER,
                "/orders/user/101", ORDERS,
                "/payments/user/101", PAYMENTS);
        express.createContext("/", exchange -> {
            String found = routes.get(exchange.getRequestURI().toString());
            byte[] body = (found == null ? "{\"error\":\"not found\"}" : found).getBytes(UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(found == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        express.start();

        byte[] set;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("express.binpb"))) {
            set = in.readAllBytes();
        }
        page = Schema.parse(Map.of("express", set))
                .service("express.v1.DashboardService")
                .orElseThrow()
                .findMethodByName("GetDashboard");
        Path schema = Files.write(files.resolve("dashboard.binpb"), set);
        String config = Files.readString(EXAMPLE.resolve("weft.yaml"))
                .replace(
                        "${EXPRESS_PORT:-3000}",
                        String.valueOf(express.getAddress().getPort()));
        Path yaml = Files.writeString(files.resolve("weft.yaml"), "grpc: {port: 0}\n" + config);
        weft = WeftProcess.ready("serve", "--schema", schema.toString(), "--config", yaml.toString());
        channel = ServedDashboard.channel(weft.grpcPort());
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        weft.close();
        express.stop(0);
    }

    private String dashboard(int user) throws Exception {
        DynamicMessage request = DynamicMessage.newBuilder(page.getInputType())
                .setField(page.getInputType().findFieldByName("user_id"), user)
                .build();
        byte[] answer = ClientCalls.blockingUnaryCall(
                channel,
                io.grpc.MethodDescriptor.newBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                        .setType(MethodType.UNARY)
                        .setFullMethodName("express.v1.DashboardService/GetDashboard")
                        .build(),
                CallOptions.DEFAULT,
                request.toByteArray());
        return JsonFormat.printer()
                .omittingInsignificantWhitespace()
                .print(DynamicMessage.parseFrom(page.getOutputType(), answer));
    }

    @Test
    void threeRoutesAreOneCall() throws Exception {
        assertThat(dashboard(101))
                .isEqualTo("{\"user\":%s,\"orders\":%s,\"payments\":%s}".formatted(USER, ORDERS, PAYMENTS));
    }

    @Test
    void whoIsNotThereIsNotFound() {
        assertThatThrownBy(() -> dashboard(102))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    }
}
