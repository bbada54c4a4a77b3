package dev.weft.downstream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.SessionProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that nobody waits for. The first call of a process loads some hundred classes, for half a second, and part of that on the
 * loop of the page that makes it: so the first one is made here, to a socket of our own, before there is a page.
 */
final class HttpRehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(HttpRehearsal.class);
    private static final int PATIENCE_MILLIS = 2000;
    private static final byte[] ANSWER = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".getBytes(US_ASCII);

    private HttpRehearsal() {}

    /** Begins to load, in the background, what calls over HTTP need: the clients' TLS, though they may never speak it, above all. */
    static void preload() {
        Thread thread = new Thread(
                () -> {
                    try (ClientFactory factory = ClientFactory.builder().build()) {
                        run(factory);
                    }
                },
                "weft-preload-http-client");
        thread.setDaemon(true);
        thread.start();
    }

    /** Makes the call, and waits for its end. That it fails is no trouble. */
    static void run(ClientFactory factory) {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(PATIENCE_MILLIS);
            Endpoint here = Endpoint.of(server.getInetAddress().getHostAddress(), server.getLocalPort());
            CompletableFuture<AggregatedHttpResponse> call = WebClient.builder(SessionProtocol.H1C, here)
                    .factory(factory)
                    .responseTimeoutMillis(PATIENCE_MILLIS)
                    .build()
                    .get("/")
                    .aggregate();
            answer(server);
            call.join();
        } catch (IOException | CompletionException | CancellationException e) {
            LOG.debug("the first call over HTTP will take its time", e);
        }
    }

    private static void answer(ServerSocket server) throws IOException {
        try (Socket connection = server.accept()) {
            connection.setSoTimeout(PATIENCE_MILLIS);
            int read = connection.getInputStream().read(new byte[1024]);
            if (read > 0) {
                connection.getOutputStream().write(ANSWER);
            }
        }
    }
}
