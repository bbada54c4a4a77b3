package dev.weft.downstream;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A real gRPC server on loopback whose unary methods are lambdas over bytes. */
public final class LoopbackServer implements AutoCloseable {
    /** What a method does with a call. */
    @FunctionalInterface
    public interface Method {
        void handle(Call call);
    }

    /** A call that came in, to be answered or not. */
    public static final class Call {
        private final ServerCall<byte[], byte[]> call;
        private final Metadata headers;
        private final byte[] request;

        private Call(ServerCall<byte[], byte[]> call, Metadata headers, byte[] request) {
            this.call = call;
            this.headers = headers;
            this.request = request;
        }

        public byte[] request() {
            return request;
        }

        public Metadata headers() {
            return headers;
        }

        public String remoteAddress() {
            return String.valueOf(call.getAttributes().get(io.grpc.Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        }

        public void answer(byte[]... messages) {
            call.sendHeaders(new Metadata());
            for (byte[] message : messages) {
                call.sendMessage(message);
            }
            call.close(Status.OK, new Metadata());
        }

        /** Answers with one message, compressed with what the server knows as gzip. */
        public void answerCompressed(byte[] message) {
            call.setCompression("gzip");
            call.sendHeaders(new Metadata());
            call.setMessageCompression(true);
            call.sendMessage(message);
            call.close(Status.OK, new Metadata());
        }

        public void fail(Status status, Metadata trailers) {
            call.close(status, trailers);
        }

        public void fail(Status status) {
            fail(status, new Metadata());
        }
    }

    private final io.grpc.Server server;
    private final Map<String, Method> methods = new ConcurrentHashMap<>();
    private final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

    private LoopbackServer(NettyServerBuilder builder) throws IOException {
        this.server = builder.fallbackHandlerRegistry(new Methods()).build().start();
    }

    public static LoopbackServer start() throws IOException {
        return start(0);
    }

    public static LoopbackServer start(int port) throws IOException {
        return start(port, builder -> builder);
    }

    public static LoopbackServer start(int port, UnaryOperator<NettyServerBuilder> more) throws IOException {
        return new LoopbackServer(more.apply(
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))));
    }

    public static LoopbackServer start(NettyServerBuilder builder) throws IOException {
        return new LoopbackServer(builder);
    }

    /** A port on which nobody listens. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public LoopbackServer on(String method, Method handler) {
        methods.put(method, handler);
        return this;
    }

    public int port() {
        return server.getPort();
    }

    public String target() {
        return "localhost:" + port();
    }

    /** The next method of which a call was cancelled; null when there is none within five seconds. */
    public String nextCancelled() throws InterruptedException {
        return cancelled.poll(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    private final class Methods extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
            Method method = methods.get(name);
            if (method == null) {
                return null;
            }
            return ServerMethodDefinition.create(
                    MethodDescriptor.newBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                            .setFullMethodName(name)
                            .build(),
                    (call, headers) -> {
                        call.request(1);
                        return new ServerCall.Listener<byte[]>() {
                            @Override
                            public void onMessage(byte[] request) {
                                method.handle(new Call(call, headers, request));
                            }

                            @Override
                            public void onCancel() {
                                cancelled.add(name);
                            }
                        };
                    });
        }
    }
}
