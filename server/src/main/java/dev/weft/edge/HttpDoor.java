package dev.weft.edge;

import com.linecorp.armeria.common.Flags;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.util.TlsEngineType;
import com.linecorp.armeria.server.ConnectionAcceptor;
import com.linecorp.armeria.server.GracefulShutdown;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.loop.EventLoops;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The door for HTTP: pages as JSON and as gRPC-Web, health, and the description of it all; HTTP/1.1 and HTTP/2, with TLS and without. What
 * goes in by it takes the same way as by the gRPC door. Safe for use by many threads.
 */
public final class HttpDoor {
    /** A request may be on its way in while the client does not know yet that the door is closing. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_MILLIS = 10;

    private final Server server;
    private final Draining draining;
    private final PageServices services;

    private HttpDoor(Server server, Draining draining, PageServices services) {
        this.server = server;
        this.draining = draining;
        this.services = services;
    }

    /**
     * Where and how the door listens.
     *
     * @param host the address to listen on; every address of the machine when empty
     * @param port the port to listen on; 0 for any free one
     * @param limits what is read
     * @param crossOrigin whose web pages may read the answers
     * @param parting the request's headers by which answers for one client differ from those for another, in lower case
     * @param tls what proves who the server is; plaintext when empty
     * @param openApi whether the description of the pages is given out
     */
    public record Settings(
            Optional<String> host,
            int port,
            Limits limits,
            CrossOriginSettings crossOrigin,
            List<String> parting,
            Optional<Identity> tls,
            boolean openApi) {}

    /**
     * What is read.
     *
     * @param requestBytes the largest body
     * @param headerBytes the most that a request's line and headers may take
     * @param concurrentStreams how many requests may be under way at once on one connection over HTTP/2
     * @param bodyTimeout how long a request's body may take to come
     * @param idleTimeout after how long without a request a connection is closed
     */
    public record Limits(
            int requestBytes, int headerBytes, int concurrentStreams, Duration bodyTimeout, Duration idleTimeout) {}

    /**
     * Whose web pages may read the answers.
     *
     * @param origins as browsers write them: {@code https://shop.example.com}
     * @param requestHeaders which headers they may send, beside those that every client needs
     */
    public record CrossOriginSettings(List<String> origins, List<String> requestHeaders) {}

    /**
     * What proves who the server is.
     *
     * @param certificate PEM file of the certificate chain
     * @param key PEM file of its private key
     */
    public record Identity(Path certificate, Path key) {}

    /** Begins to load, in the background, what takes a while: good to call before the door has anything to serve. */
    public static void preload() {
        HttpWarmUp.load();
    }

    /**
     * Opens the door; requests come in from then on.
     *
     * @throws IOException when it cannot listen there; it names the address
     * @throws IllegalArgumentException when a file of the identity cannot be used
     */
    public static HttpDoor open(Settings settings, EventLoops loops, PageServices services, JsonBindings bindings)
            throws IOException {
        checkTransport();
        Draining draining = new Draining();
        JsonAnswers answers = new JsonAnswers(bindings.mapping(), settings.parting());
        Limits limits = settings.limits();
        HttpFront front = new HttpFront(
                new OwnPaths(draining, services.methods().size(), description(settings, bindings)),
                new GrpcWebPages(services.methods(), limits.requestBytes()),
                new JsonPages(bindings.routes(), services.methods(), answers),
                answers,
                new HttpCalls(loops, limits.requestBytes(), limits.bodyTimeout()),
                draining,
                limits.headerBytes());
        ServerBuilder builder = Server.builder()
                .serviceUnder("/", front)
                .decorator(new CrossOrigin(
                        settings.crossOrigin().origins(), settings.crossOrigin().requestHeaders()))
                .setHeader("vary", CrossOrigin.VARY)
                .errorHandler(new HttpErrors(answers, limits.requestBytes()))
                .connectionAcceptor(ConnectionAcceptor.of(connection -> !draining.hasBegun()))
                .workerGroup(loops.armeria(), false)
                .disableServerHeader();
        listen(builder, settings);
        limit(builder, settings);
        HttpDoor door = new HttpDoor(start(builder.build(), settings), draining, services);
        if (settings.tls().isEmpty()) {
            HttpWarmUp.ask(new InetSocketAddress(address(settings).getAddress(), door.port()));
        }
        return door;
    }

    /** A property of Armeria's may ask for sockets that are not for these loops. */
    private static void checkTransport() {
        if (Flags.transportType() != EventLoops.transport()) {
            throw new IllegalArgumentException("com.linecorp.armeria.transportType: " + Flags.transportType()
                    + " (expected: " + EventLoops.transport() + ", or not to be set)");
        }
    }

    private static OwnPaths.@Nullable Content description(Settings settings, JsonBindings bindings) {
        return settings.openApi() ? new Described(bindings.methods()) : null;
    }

    private static void listen(ServerBuilder builder, Settings settings) {
        settings.tls().ifPresent(identity -> builder.tls(keyPair(identity)).tlsEngineType(TlsEngineType.OPENSSL));
        builder.port(address(settings), settings.tls().isPresent() ? SessionProtocol.HTTPS : SessionProtocol.HTTP);
    }

    private static TlsKeyPair keyPair(Identity identity) {
        try {
            return TlsKeyPair.of(identity.key().toFile(), identity.certificate().toFile());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "http.tls: " + identity.certificate() + ", " + identity.key()
                            + " (expected: readable PEM files: X.509 certificates, and their unencrypted PKCS #8 key)",
                    e);
        }
    }

    /** Everything for which Armeria has a limit or a time of its own. */
    private static void limit(ServerBuilder builder, Settings settings) {
        Limits limits = settings.limits();
        builder.maxRequestLength(limits.requestBytes())
                .http1MaxInitialLineLength(limits.headerBytes())
                .http1MaxHeaderSize(limits.headerBytes())
                // Above this HTTP/2 answers by itself, without JSON; from the limit to here it is HttpFront that does.
                .http2MaxHeaderListSize(4L * limits.headerBytes())
                .http2MaxStreamsPerConnection(limits.concurrentStreams())
                .idleTimeout(limits.idleTimeout())
                // A page has a deadline of its own, and the body has its time: see HttpCalls.
                .requestTimeoutMillis(0)
                // The door waits itself, and for less: Armeria's threads take two seconds to end.
                .gracefulShutdown(GracefulShutdown.disabled());
    }

    private static InetSocketAddress address(Settings settings) {
        return settings.host()
                .map(host -> new InetSocketAddress(host, settings.port()))
                .orElseGet(() -> new InetSocketAddress(settings.port()));
    }

    private static Server start(Server server, Settings settings) throws IOException {
        try {
            server.start().join();
            return server;
        } catch (CompletionException e) {
            InetSocketAddress address = address(settings);
            throw new IOException(
                    "http: cannot listen on " + address.getHostString() + ":" + address.getPort()
                            + " (expected: an address of this machine and a free port)",
                    e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.activeLocalPort();
    }

    /**
     * Closes the door: health says that it is not ready, nothing new comes in, what is inside may finish. Waits for that, and
     * for no longer than {@code grace}; streams that have not ended then are ended with UNAVAILABLE,
     * and all else is cut off.
     */
    public void drain(Duration grace) throws InterruptedException {
        draining.begin();
        long start = System.nanoTime();
        long busy = start;
        while (System.nanoTime() - busy < QUIET_NANOS && System.nanoTime() - start < grace.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            busy = draining.inside() > 0 ? System.nanoTime() : busy;
        }
        if (draining.inside() > 0) {
            services.endStreams();
            long ended = System.nanoTime();
            while (draining.inside() > 0 && System.nanoTime() - ended < QUIET_NANOS) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
        draining.cutOff();
        server.closeAsync();
        awaitNoConnection();
    }

    /** The loops on which they are closed may end as soon as the door has. */
    private void awaitNoConnection() throws InterruptedException {
        long start = System.nanoTime();
        while (server.numConnections() > 0 && System.nanoTime() - start < CLOSING_NANOS) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }
}
