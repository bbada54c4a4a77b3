package dev.weft.edge;

import dev.weft.loop.EventLoops;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The door for gRPC: pages, health ({@code grpc.health.v1}) and reflection. Safe for use by many threads. */
public final class GrpcDoor {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** A request may be on its way in while the client does not know yet that the door is closing. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** What a client may send of a stream before Weft has asked for it: HTTP/2's own first value (RFC 9113, section 6.9.2). */
    private static final int STREAM_WINDOW_BYTES = 65_535;

    private final Server server;
    private final HealthStatusManager health;
    private final PageServices services;

    private GrpcDoor(Server server, HealthStatusManager health, PageServices services) {
        this.server = server;
        this.health = health;
        this.services = services;
    }

    /**
     * Where and how the door listens.
     *
     * @param host the address to listen on; every address of the machine when empty
     * @param port the port to listen on; 0 for any free one
     * @param maxRequestBytes the largest request that is read
     * @param maxConcurrentStreams how many calls may be under way at once on one connection
     * @param reflection whether reflection is served
     */
    public record Settings(
            Optional<String> host, int port, int maxRequestBytes, int maxConcurrentStreams, boolean reflection) {}

    /**
     * Opens the door; requests come in from then on.
     *
     * @throws IOException when it cannot listen there; it names the address
     */
    public static GrpcDoor open(Settings settings, EventLoops loops, PageServices services) throws IOException {
        HealthStatusManager health = new HealthStatusManager();
        InetSocketAddress address = address(settings);
        RoundTrips roundTrips = new RoundTrips();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(loops.group())
                .workerEventLoopGroup(loops.group())
                .channelFactory(roundTrips.probed(loops.serverChannels()))
                .addTransportFilter(roundTrips)
                // A request is then handled on the loop that read it.
                .directExecutor()
                // To begin with. What it grows to is what a connection that is read fast can use; grpc-java finds that
                // out
                // with PINGs, which RoundTripProbe watches.
                .initialFlowControlWindow(STREAM_WINDOW_BYTES)
                .maxInboundMessageSize(settings.maxRequestBytes())
                .maxConcurrentCallsPerConnection(settings.maxConcurrentStreams())
                .addService(health.getHealthService());
        for (ServerServiceDefinition service : services.definitions()) {
            builder.addService(service);
            health.setStatus(service.getServiceDescriptor().getName(), ServingStatus.SERVING);
        }
        if (settings.reflection()) {
            addReflection(builder);
        }
        return new GrpcDoor(start(builder.build(), address), health, services);
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    /**
     * Closes the door: health says NOT_SERVING, nothing new comes in, what is inside may finish. Waits for that, and
     * for no longer than {@code grace}; streams that have not ended
     * then are ended with UNAVAILABLE, and all else is cut off. Not to be called on a loop.
     */
    public void drain(Duration grace) throws InterruptedException {
        if (!server.isShutdown()) {
            health.enterTerminalState();
            server.shutdown();
        }
        long start = System.nanoTime();
        long busy = start;
        // Not for the server to terminate: who watches health or keeps reflection open would hold it up all the time.
        while (System.nanoTime() - busy < QUIET_NANOS && System.nanoTime() - start < grace.toNanos()) {
            if (server.awaitTermination(LOOK_NANOS, TimeUnit.NANOSECONDS)) {
                return;
            }
            busy = services.inFlight() > 0 ? System.nanoTime() : busy;
        }
        services.endStreams();
        if (!server.awaitTermination(QUIET_NANOS, TimeUnit.NANOSECONDS)) {
            server.shutdownNow();
        }
        server.awaitTermination(1, TimeUnit.SECONDS);
    }

    // grpcurl and others that are a few years old ask for v1alpha only.
    @SuppressWarnings("deprecation")
    private static void addReflection(NettyServerBuilder builder) {
        builder.addService(ProtoReflectionServiceV1.newInstance());
        builder.addService(ProtoReflectionService.newInstance());
    }

    private static InetSocketAddress address(Settings settings) {
        return settings.host()
                .map(host -> new InetSocketAddress(host, settings.port()))
                .orElseGet(() -> new InetSocketAddress(settings.port()));
    }

    private static Server start(Server server, InetSocketAddress address) throws IOException {
        try {
            return server.start();
        } catch (IOException | UnresolvedAddressException e) {
            throw new IOException(
                    "grpc: cannot listen on " + address.getHostString() + ":" + address.getPort()
                            + " (expected: an address of this machine and a free port)",
                    e);
        }
    }
}
