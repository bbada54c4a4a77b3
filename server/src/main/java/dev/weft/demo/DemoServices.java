package dev.weft.demo;

import io.grpc.BindableService;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The demo's downstream services, each a server of its own on the loopback interface: payments over HTTP, all others over
 * gRPC. Their threads never block. Safe for use by many threads.
 */
public final class DemoServices implements AutoCloseable {
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("demo-services", true), NioIoHandler.newFactory());
    private final Map<DemoService, FaultSwitch> faults = new EnumMap<>(DemoService.class);
    private final DemoData data = DemoData.create();
    private final Map<DemoService, DemoServer> servers = new EnumMap<>(DemoService.class);
    private final Map<DemoService, InetSocketAddress> addresses = new EnumMap<>(DemoService.class);

    private DemoServices() {}

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
                demo.faults.put(service, new FaultSwitch(faults.getOrDefault(service, new Fault.None())));
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

    /** The same, as a configuration of Weft names it. */
    public Map<DemoService, String> targets() {
        Map<DemoService, String> targets = new EnumMap<>(DemoService.class);
        addresses().forEach((service, address) -> targets.put(service, service.target(address.getPort())));
        return targets;
    }

    /** Changes how a service behaves, from its next call on. */
    public synchronized void inject(DemoService service, Fault fault) {
        faults(service).set(fault);
    }

    /** Stops a service: its connections are cut, and its port refuses new ones. */
    public synchronized void stop(DemoService service) {
        DemoServer server = servers.remove(service);
        if (server != null) {
            server.stop().run();
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
        servers.values().forEach(DemoServer::stop);
        servers.clear();
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    private synchronized void listen(DemoService service, InetSocketAddress address) throws IOException {
        DemoServer server = server(service, address);
        servers.put(service, server);
        addresses.put(service, new InetSocketAddress(address.getAddress(), server.port()));
    }

    private DemoServer server(DemoService service, InetSocketAddress address) throws IOException {
        FaultSwitch faults = faults(service);
        return service == DemoService.PAYMENTS
                ? HttpServer.start(address, new Payments(data).routes(), faults)
                : GrpcServer.start(address, overGrpc(service), faults, loop);
    }

    private BindableService overGrpc(DemoService service) {
        return switch (service) {
            case USERS -> new Users(data);
            case ORDERS -> new Orders(data);
            case PAYMENTS -> throw new IllegalArgumentException(service + " is served over HTTP");
            case PRODUCTS -> new Products();
            case REVIEWS -> new Reviews();
            case SELLERS -> new Sellers();
            case RECOMMENDATIONS -> new Recommendations();
            case PRICES -> new Prices();
            case ARTICLES -> new Articles();
            case HELP -> new HelpTopics();
            case VISITS -> new Visits();
            case STOCK -> new Stock();
            case TICKETS -> new Tickets();
        };
    }

    private FaultSwitch faults(DemoService service) {
        FaultSwitch injected = faults.get(service);
        if (injected == null) {
            throw new IllegalStateException(service + " has not been started");
        }
        return injected;
    }
}
