package dev.weft.endtoend;

import static io.grpc.stub.ServerCalls.asyncUnaryCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page with expressions, declared in a .proto alone, served from a real process over real sockets. */
class ComposedIT {
    private static final String USER_METHOD = "shop.v1.UserService/GetUser";
    private static final String ITEM_METHOD = "shop.v1.ItemService/ListItems";
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try (stream) {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
    private final Map<String, FileDescriptor> files = new LinkedHashMap<>();

    @TempDir
    private Path directory;

    private Server server;
    private WeftProcess weft;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        Path schema = directory.resolve("composed.binpb");
        Files.write(schema, schema().toByteArray());
        server = NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0))
                .addService(service("shop.v1.UserService", USER_METHOD))
                .addService(service("shop.v1.ItemService", ITEM_METHOD))
                .build()
                .start();
        Path config = Files.writeString(directory.resolve("weft.yaml"), """
                grpc: {port: 0}
                http: {port: 0}
                expressions: {offload_bytes: 4KiB}
                downstreams:
                  - {services: [shop.v1.UserService, shop.v1.ItemService], target: "dns:///localhost:%d"}
                """.formatted(server.getPort()));
        weft = WeftProcess.ready("serve", "--schema", schema.toString(), "--config", config.toString());
        channel = ServedDashboard.channel(weft.grpcPort());
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        weft.close();
        server.shutdownNow();
    }

    private FileDescriptorSet schema() throws Exception {
        FileDescriptorSet.Builder chosen = FileDescriptorSet.newBuilder();
        try (InputStream in =
                Objects.requireNonNull(ComposedIT.class.getResourceAsStream("/dev/weft/planner/cases.binpb"))) {
            for (FileDescriptorProto file : FileDescriptorSet.parseFrom(in).getFileList()) {
                boolean wanted = !file.getName().matches("(cases|feed)/.*")
                        || file.getName().equals("cases/composed.proto");
                if (wanted) {
                    FileDescriptor[] imports =
                            file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
                    files.put(file.getName(), FileDescriptor.buildFrom(file, imports, true));
                    chosen.addFile(file);
                }
            }
        }
        return chosen.build();
    }

    private static MethodDescriptor<byte[], byte[]> method(String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder(BYTES, BYTES)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(name)
                .build();
    }

    private ServerServiceDefinition service(String name, String method) {
        return ServerServiceDefinition.builder(name)
                .addMethod(method(method), asyncUnaryCall((request, observer) -> {
                    byte[] answer = answers.get(method);
                    if (answer == null) {
                        observer.onError(Status.UNAVAILABLE.asRuntimeException());
                    } else {
                        observer.onNext(answer);
                        observer.onCompleted();
                    }
                }))
                .build();
    }

    private Descriptor type(String file, String name) {
        return Objects.requireNonNull(files.get(file)).findMessageTypeByName(name);
    }

    private void answers(String method, String response, String text) throws Exception {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type("shop/v1/shop.proto", response));
        TextFormat.merge(text, message);
        answers.put(method, message.build().toByteArray());
    }

    private String ask(String text, AtomicReference<Metadata> headers) throws Exception {
        DynamicMessage.Builder request = DynamicMessage.newBuilder(type("cases/composed.proto", "GetPageRequest"));
        TextFormat.merge(text, request);
        byte[] page = ClientCalls.blockingUnaryCall(
                io.grpc.ClientInterceptors.intercept(
                        channel, MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>())),
                method("cases.composed.Pages/GetPage"),
                CallOptions.DEFAULT,
                request.build().toByteArray());
        return TextFormat.printer()
                .emittingSingleLine(true)
                .printToString(DynamicMessage.parseFrom(type("cases/composed.proto", "GetPageResponse"), page));
    }

    @Test
    void expressionsRunFromTheDescriptorsAlone() throws Exception {
        answers(
                USER_METHOD,
                "GetUserResponse",
                "user {id: 7 display_name: 'Ada' languages: 'de' address {city: 'Graz'} create_time {seconds: 60}}");
        StringBuilder items = new StringBuilder("total_size: 300 ");
        for (int i = 1; i <= 300; i++) {
            items.append("items {id: 'i")
                    .append(i)
                    .append("' title: 'T' price: ")
                    .append(i)
                    .append("} ");
        }
        answers(ITEM_METHOD, "ListItemsResponse", items.toString());
        AtomicReference<Metadata> headers = new AtomicReference<>();

        String page = ask("id: 7 limit: 5 more: true", headers);

        assertThat(page)
                .startsWith("top { title: \"T\" doubled: 600 owner: \"Ada i300\" }")
                .contains("count: 300", "summary { total: 599 average: 150.5 }", "complete: true")
                .contains("all { title: \"T\" doubled: 2 inverse: 100 owner: \"Ada i1\" }");
        assertThat(headers.get().get(Metadata.Key.of("weft-partial", Metadata.ASCII_STRING_MARSHALLER)))
                .isNull();
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        answers(ITEM_METHOD, "ListItemsResponse", "items {id: 'a' price: 0}");
        AtomicReference<Metadata> headers = new AtomicReference<>();

        String page = ask("id: 7 limit: 5", headers);

        assertThat(page)
                .contains("nick: \"nobody\"", "name: \"profile\" outcome: OUTCOME_FALLBACK code: UNAVAILABLE")
                .contains("name: \"items\" outcome: OUTCOME_SKIPPED");
        assertThat(headers.get().get(Metadata.Key.of("weft-partial", Metadata.ASCII_STRING_MARSHALLER)))
                .isEqualTo("profile,items");
    }
}
