package dev.weft.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.logging.v2.LoggingConfigProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.weft.v1.Page;
import dev.weft.v1.PageProto;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A public API with many bindings (google/logging/v2/logging_config.proto), every rpc of it passed on: each of its routes answers. */
class PublicApiIT {
    private static final ServiceDescriptor SERVICE =
            LoggingConfigProto.getDescriptor().findServiceByName("ConfigServiceV2");

    private final BlockingQueue<byte[]> requests = new LinkedBlockingQueue<>();

    @TempDir
    private Path files;

    @Test
    void everyRouteAnswers() throws Exception {
        Server downstream = NettyServerBuilder.forPort(0)
                .directExecutor()
                .fallbackHandlerRegistry(new Anything(requests))
                .build()
                .start();
        try (WeftProcess weft = serve(downstream.getPort())) {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            int routes = 0;
            for (MethodDescriptor method : SERVICE.getMethods()) {
                for (HttpRule rule : rules(method)) {
                    Call call = Call.of(rule);
                    HttpResponse<String> got = client.send(call.to(weft.httpPort()), BodyHandlers.ofString());
                    assertThat(got.statusCode()).as(call + got.body()).isEqualTo(200);
                    DynamicMessage request =
                            DynamicMessage.parseFrom(method.getInputType(), requests.poll(5, TimeUnit.SECONDS));
                    call.fields.forEach((path, value) ->
                            assertThat(field(request, path)).as(call.toString()).isEqualTo(value));
                    routes++;
                }
            }
            assertThat(routes).isGreaterThan(100);
        } finally {
            downstream.shutdownNow();
        }
    }

    private static List<HttpRule> rules(MethodDescriptor method) {
        List<HttpRule> rules = new ArrayList<>();
        if (method.getOptions().hasExtension(AnnotationsProto.http)) {
            HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
            rules.add(rule);
            rules.addAll(rule.getAdditionalBindingsList());
        }
        return rules;
    }

    private static Object field(Message message, String path) {
        Object value = message;
        for (String name : path.split("\\.", -1)) {
            Message at = (Message) value;
            FieldDescriptor field = at.getDescriptorForType().findFieldByName(name);
            value = at.getField(field);
        }
        return value;
    }

    /** A request that a rule is for, and the fields that its path sets. */
    private record Call(String verb, String path, boolean hasBody, Map<String, String> fields) {
        static Call of(HttpRule rule) {
            Map<String, String> fields = new LinkedHashMap<>();
            String template = (String) rule.getField(rule.getOneofFieldDescriptor(
                    HttpRule.getDescriptor().getOneofs().get(0)));
            String path = Pattern.compile("\\{([^=}]+)=?([^}]*)}")
                    .matcher(template)
                    .replaceAll(variable -> {
                        String value = (variable.group(2).isEmpty() ? "*" : variable.group(2))
                                .replace("**", "a/b")
                                .replace("*", "x-1");
                        fields.put(variable.group(1), value);
                        return value;
                    });
            return new Call(rule.getPatternCase().name(), path, !rule.getBody().isEmpty(), fields);
        }

        HttpRequest to(int port) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
            return hasBody
                    ? request.method(verb, BodyPublishers.ofString("{}"))
                            .header("content-type", "application/json")
                            .build()
                    : request.method(verb, BodyPublishers.noBody()).build();
        }
    }

    private WeftProcess serve(int downstream) throws Exception {
        Path schema = Files.write(files.resolve("api.binpb"), set().toByteArray());
        Path config = Files.writeString(
                files.resolve("weft.yaml"),
                "grpc: {port: 0}\nhttp: {port: 0}\ndownstreams:\n  - {services: [%s], target: \"localhost:%d\"}\n"
                        .formatted(SERVICE.getFullName(), downstream));
        return WeftProcess.ready("serve", "--schema", schema.toString(), "--config", config.toString());
    }

    /** The API's files, each rpc a page that passes it on. */
    private static FileDescriptorSet set() throws IOException {
        Map<String, FileDescriptorProto> all = new LinkedHashMap<>();
        collect(PageProto.getDescriptor(), all);
        collect(SERVICE.getFile(), all);
        FileDescriptorProto.Builder api = all.get(SERVICE.getFile().getName()).toBuilder();
        api.addDependency(PageProto.getDescriptor().getName());
        for (MethodDescriptorProto.Builder method :
                api.getServiceBuilder(SERVICE.getIndex()).getMethodBuilderList()) {
            method.getOptionsBuilder()
                    .setIdempotencyLevel(IdempotencyLevel.NO_SIDE_EFFECTS)
                    .setExtension(
                            PageProto.page,
                            Page.newBuilder()
                                    .setForward(SERVICE.getFullName() + "/" + method.getName())
                                    .build());
        }
        all.put(api.getName(), api.build());
        return FileDescriptorSet.newBuilder().addAllFile(all.values()).build();
    }

    private static void collect(FileDescriptor file, Map<String, FileDescriptorProto> all) {
        file.getDependencies().forEach(imported -> collect(imported, all));
        all.putIfAbsent(file.getName(), file.toProto());
    }

    /** Answers every call with an empty message. */
    private static final class Anything extends HandlerRegistry {
        private static final Marshaller<byte[]> BYTES = new Marshaller<>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                try {
                    return stream.readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };

        private final BlockingQueue<byte[]> requests;

        Anything(BlockingQueue<byte[]> requests) {
            this.requests = requests;
        }

        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
            io.grpc.MethodDescriptor<byte[], byte[]> method = io.grpc.MethodDescriptor.newBuilder(BYTES, BYTES)
                    .setType(MethodType.UNARY)
                    .setFullMethodName(name)
                    .build();
            return ServerMethodDefinition.create(method, ServerCalls.asyncUnaryCall((request, answers) -> {
                requests.add(request);
                answers.onNext(new byte[0]);
                answers.onCompleted();
            }));
        }
    }
}
