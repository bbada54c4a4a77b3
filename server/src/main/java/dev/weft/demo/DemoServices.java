package dev.weft.demo;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The demo's downstream services, each a gRPC server of its own on the loopback interface. All share one thread, which never
 * blocks. Safe for use by many threads.
 */
public final class DemoServices implements AutoCloseable {
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("demo-services", true), NioIoHandler.newFactory());
    private final Map<DemoService, FaultInjection> faults = new EnumMap<>(DemoService.class);
    private final Map<DemoService, BindableService> services;
    private final Map<DemoService, Server> servers = new EnumMap<>(DemoService.class);
    private final Map<DemoService, InetSocketAddress> addresses = new EnumMap<>(DemoService.class);

    private DemoServices() {
        DemoData data = DemoData.create();
        services = Map.of(
                DemoService.USERS, new Users(data),
                DemoService.ORDERS, new Orders(data),
                DemoService.PAYMENTS, new Payments(data));
    }

    /**
     * Starts all services, each on a free port.
     *
     * @param faults those with which services start; the others behave
     * @throws IOException when a server cannot listen
     */
    public static DemoServices start(Map<DemoService, Fault> faults) throws IOException {
        DemoServices demo = new DemoServices();
        try {
            for (DemoService service : DemoService.values()) {
                demo.faults.put(service, new FaultInjection(faults.getOrDefault(service, new Fault.None()), demo.loop));
                demo.listen(service, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            }
            return demo;
        } catch (IOException e) {
            demo.close();
            throw e;
        }
    }

    /** Where each service is; it stays there when the service is stopped. */
    public synchronized Map<DemoService, InetSocketAddress> addresses() {
        return Collections.unmodifiableMap(new EnumMap<>(addresses));
    }

    /** Changes how a service behaves, from its next call on. */
    public synchronized void inject(DemoService service, Fault fault) {
        injection(service).inject(fault);
    }

    /** Stops a service: its connections are cut, and its port refuses new ones. */
    public synchronized void stop(DemoService service) {
        Server server = servers.remove(service);
        if (server != null) {
            shutDown(server);
        }
    }

    /**
     * Starts a stopped service again, on the port that it had.
     *
     * @throws IOException when somebody else has taken the port meanwhile
     */
    public synchronized void restart(DemoService service) throws IOException {
        InetSocketAddress address = addresses.get(service);
        if (address != null && !servers.containsKey(service)) {
            listen(service, address);
        }
    }

    /** Stops all services. */
    @Override
    public synchronized void close() {
        servers.values().forEach(DemoServices::shutDown);
        servers.clear();
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    private synchronized void listen(DemoService service, InetSocketAddress address) throws IOException {
        Server server = NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .channelType(NioServerSocketChannel.class)
                .directExecutor()
                .intercept(injection(service))
                .addService(services.get(service))
                .build()
                .start();
        servers.put(service, server);
        addresses.put(service, new InetSocketAddress(address.getAddress(), server.getPort()));
    }

    private FaultInjection injection(DemoService service) {
        FaultInjection injection = faults.get(service);
        if (injection == null) {
            throw new IllegalStateException(service + " has not been started");
        }
        return injection;
    }

    private static void shutDown(Server server) {
        try {
            server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
