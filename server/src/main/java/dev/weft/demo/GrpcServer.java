package dev.weft.demo;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A service over gRPC. */
record GrpcServer(Server server) implements DemoServer {
    /**
     * Starts it.
     *
     * @param loop the one thread that serves it
     * @throws IOException when it cannot listen
     */
    static GrpcServer start(InetSocketAddress address, BindableService service, FaultSwitch faults, EventLoopGroup loop)
            throws IOException {
        return new GrpcServer(NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .channelType(NioServerSocketChannel.class)
                .directExecutor()
                .intercept(new GrpcFaults(faults, loop))
                .addService(service)
                .build()
                .start());
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public Runnable stop() {
        server.shutdownNow();
        return this::awaitTermination;
    }

    private void awaitTermination() {
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
