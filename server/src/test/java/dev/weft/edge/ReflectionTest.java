package dev.weft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.ExtensionRegistry;
import dev.weft.v1.PageProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReflectionTest {
    private static final String SERVICE = "dashboard.v1.DashboardService";

    @Test
    void listsTheServices() throws Exception {
        try (DoorFixture door = new DoorFixture()) {
            ServerReflectionResponse response = ask(
                    door,
                    ServerReflectionRequest.newBuilder().setListServices("").build());
            assertThat(response.getListServicesResponse().getServiceList())
                    .extracting(ServiceResponse::getName)
                    .containsExactlyInAnyOrder(
                            SERVICE,
                            "grpc.health.v1.Health",
                            "grpc.reflection.v1.ServerReflection",
                            "grpc.reflection.v1alpha.ServerReflection");
        }
    }

    @Test
    void describesThemWithoutTellingHowThePagesAreMade() throws Exception {
        try (DoorFixture door = new DoorFixture()) {
            FileDescriptorProto file = describe(door);
            assertThat(mentions(file, "user.v1.UserService/GetUser")).isFalse();
            assertThat(mentions(file, "this.display_name")).isFalse();
            assertThat(file.hasSourceCodeInfo()).isFalse();
            MethodDescriptor method =
                    link(door, file).findServiceByName("DashboardService").findMethodByName("GetDashboard");
            assertThat(method.getOptions().getUnknownFields().hasField(72295728))
                    .as("google.api.http stays")
                    .isTrue();
            assertThat(method.getInputType()
                            .findFieldByName("user_id")
                            .getOptions()
                            .getUnknownFields()
                            .hasField(1159))
                    .as("buf.validate stays")
                    .isTrue();
        }
    }

    @Test
    void tellsItWhenAskedTo() throws Exception {
        try (DoorFixture door = new DoorFixture(Plans.dashboard(), true)) {
            FileDescriptorProto file = describe(door);
            assertThat(mentions(file, "user.v1.UserService/GetUser")).isTrue();
            assertThat(mentions(file, "this.display_name")).isTrue();
        }
    }

    @Test
    void hidesTheOptionsAtAnyDepthAndKnownOrNot() throws Exception {
        ExtensionRegistry registry = ExtensionRegistry.newInstance();
        PageProto.registerAllExtensions(registry);
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setName("x")
                .setNumber(1)
                .setType(FieldDescriptorProto.Type.TYPE_STRING)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
        field.getOptionsBuilder().setDeprecated(true).setExtension(PageProto.value, "secret.path");
        FieldDescriptorProto.Builder extension =
                field.clone().setName("y").setNumber(50_000).setExtendee(".google.protobuf.FieldOptions");
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("deep.proto")
                .setSyntax("proto3")
                .addDependency("weft/v1/page.proto")
                .addDependency("google/protobuf/descriptor.proto")
                .addExtension(extension)
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("A")
                        .addExtension(extension.clone().setName("z").setNumber(50_001))
                        .addNestedType(DescriptorProto.newBuilder()
                                .setName("B")
                                .addNestedType(DescriptorProto.newBuilder()
                                        .setName("C")
                                        .addField(field))))
                .build();
        for (FileDescriptorProto read : List.of(
                file,
                FileDescriptorProto.parseFrom(file.toByteString(), registry),
                FileDescriptorProto.parseFrom(file.toByteString()))) {
            FileDescriptorProto shown = new PublicSchema()
                    .of(Plans.link(read, new HashMap<>(Plans.files())))
                    .toProto();
            assertThat(mentions(shown, "secret.path")).isFalse();
            assertThat(shown.getMessageType(0)
                            .getNestedType(0)
                            .getNestedType(0)
                            .getField(0)
                            .getOptions()
                            .getDeprecated())
                    .isTrue();
        }
    }

    // ASCII in it stays ASCII, and it is looked for nothing else.
    @SuppressWarnings("LiteByteStringUtf8")
    private static boolean mentions(FileDescriptorProto file, String text) {
        return file.toByteString().toStringUtf8().contains(text);
    }

    private static FileDescriptorProto describe(DoorFixture door) throws Exception {
        ServerReflectionResponse response = ask(
                door,
                ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol(SERVICE)
                        .build());
        return files(response).get("dashboard/v1/dashboard.proto");
    }

    /** Links the file as a client would, by asking for what it imports. */
    private static FileDescriptor link(DoorFixture door, FileDescriptorProto file) throws Exception {
        Map<String, FileDescriptor> linked = new HashMap<>();
        for (String name : file.getDependencyList()) {
            ServerReflectionResponse response = ask(
                    door,
                    ServerReflectionRequest.newBuilder().setFileByFilename(name).build());
            linked.put(name, link(door, files(response).get(name)));
        }
        return Plans.link(file, linked);
    }

    private static Map<String, FileDescriptorProto> files(ServerReflectionResponse response) throws Exception {
        Map<String, FileDescriptorProto> files = new HashMap<>();
        for (ByteString bytes : response.getFileDescriptorResponse().getFileDescriptorProtoList()) {
            FileDescriptorProto file = FileDescriptorProto.parseFrom(bytes);
            files.put(file.getName(), file);
        }
        return files;
    }

    private static ServerReflectionResponse ask(DoorFixture door, ServerReflectionRequest request) throws Exception {
        BlockingQueue<ServerReflectionResponse> responses = new LinkedBlockingQueue<>();
        StreamObserver<ServerReflectionRequest> requests = ServerReflectionGrpc.newStub(door.channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse response) {
                        responses.add(response);
                    }

                    @Override
                    public void onError(Throwable t) {}

                    @Override
                    public void onCompleted() {}
                });
        requests.onNext(request);
        ServerReflectionResponse response = responses.poll(5, TimeUnit.SECONDS);
        requests.onCompleted();
        assertThat(response).isNotNull();
        return response;
    }
}
