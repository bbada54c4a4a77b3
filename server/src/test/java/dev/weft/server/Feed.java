package dev.weft.server;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.weft.downstream.BytesMarshaller;
import dev.weft.schema.Schema;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The service {@code feed.v1.FeedService} on loopback: each of its calls is what the test makes of it. */
final class Feed implements AutoCloseable {
    static final String SERVICE = "feed.v1.FeedService";

    private final Server server;
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    Feed() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .flowControlWindow(65_535)
                .fallbackHandlerRegistry(new HandlerRegistry() {
                    @Override
                    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
                        return ServerMethodDefinition.create(method(name), (call, headers) -> {
                            Call begun = new Call(call, headers);
                            calls.add(begun);
                            return begun;
                        });
                    }
                })
                .build()
                .start();
    }

    static MethodDescriptor<byte[], byte[]> method(String name) {
        return MethodDescriptor.newBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                .setType(MethodType.BIDI_STREAMING)
                .setFullMethodName(name)
                .build();
    }

    /** The schema that declares it, with Weft as its entry. */
    static Schema schema() throws Exception {
        return schema("feed/v1/feed.proto");
    }

    /** The schema with that one of the test's files. */
    static Schema schema(String name) throws Exception {
        Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(Feed.class.getResourceAsStream("/dev/weft/planner/cases.binpb"))) {
            FileDescriptorSet.parseFrom(in).getFileList().forEach(file -> files.put(file.getName(), file));
        }
        Map<String, FileDescriptorProto> chosen = new LinkedHashMap<>();
        add(name, files, chosen);
        FileDescriptorSet set =
                FileDescriptorSet.newBuilder().addAllFile(chosen.values()).build();
        return Schema.parse(Map.of(name, set.toByteArray()));
    }

    private static void add(
            String name, Map<String, FileDescriptorProto> files, Map<String, FileDescriptorProto> chosen) {
        FileDescriptorProto file = Objects.requireNonNull(files.get(name), name);
        file.getDependencyList().forEach(dependency -> add(dependency, files, chosen));
        chosen.put(name, file);
    }

    /** A Note with that text. */
    static byte[] note(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeString(2, text);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    String target() {
        return "localhost:" + server.getPort();
    }

    /** The next call that comes in. */
    Call next() throws InterruptedException {
        return Objects.requireNonNull(calls.poll(10, TimeUnit.SECONDS), "a call");
    }

    boolean hasNone() {
        return calls.isEmpty();
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    /** What has happened to a call: {@code what} is a message's bytes, or one of the words below. */
    static final Object HALF_CLOSED = "half-closed";

    static final Object CANCELLED = "cancelled";
    static final Object READY = "ready";
    static final Object COMPLETE = "complete";

    /** One call, from the service's side. */
    static final class Call extends ServerCall.Listener<byte[]> {
        final ServerCall<byte[], byte[]> call;
        final Metadata headers;
        private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
        private volatile Runnable onReady = () -> {};

        Call(ServerCall<byte[], byte[]> call, Metadata headers) {
            this.call = call;
            this.headers = headers;
        }

        /** The next thing that happens to it. */
        Object next() throws InterruptedException {
            return Objects.requireNonNull(events.poll(10, TimeUnit.SECONDS), "an event");
        }

        /** The next message, which is asked for. */
        byte[] message() throws InterruptedException {
            call.request(1);
            return (byte[]) next();
        }

        String header(String name) {
            return headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        }

        Call begin() {
            call.sendHeaders(new Metadata());
            return this;
        }

        Call send(byte[] message) {
            call.sendMessage(message);
            return this;
        }

        void end() {
            call.close(Status.OK, new Metadata());
        }

        /** Does this now, and whenever a message would be taken again. */
        void whenReady(Runnable sending) {
            onReady = sending;
            sending.run();
        }

        @Override
        public void onMessage(byte[] message) {
            events.add(message);
        }

        @Override
        public void onHalfClose() {
            events.add(HALF_CLOSED);
        }

        @Override
        public void onCancel() {
            events.add(CANCELLED);
        }

        @Override
        public void onComplete() {
            events.add(COMPLETE);
        }

        @Override
        public void onReady() {
            onReady.run();
        }
    }
}
