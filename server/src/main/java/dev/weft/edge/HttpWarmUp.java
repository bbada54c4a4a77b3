package dev.weft.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.linecorp.armeria.server.Server;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads in the background what the HTTP door needs: the start is over sooner, and the first requests are as quick as the later ones. */
final class HttpWarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(HttpWarmUp.class);
    private static final byte[] REQUEST =
            "GET /health/live HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n".getBytes(US_ASCII);
    private static final int PATIENCE_MILLIS = 5_000;

    private HttpWarmUp() {}

    /** Loads Armeria's classes, which are many. */
    static void load() {
        background(Server::builder);
    }

    /** Sends a request the way that requests go, to a door that is plaintext. */
    static void ask(InetSocketAddress door) {
        background(() -> {
            InetAddress address =
                    door.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : door.getAddress();
            try (Socket socket = new Socket(address, door.getPort())) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.getOutputStream().write(REQUEST);
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                LOG.debug("the first request will be a slow one", e);
            }
        });
    }

    private static void background(Runnable task) {
        Thread thread = new Thread(task, "weft-http-warm-up");
        thread.setDaemon(true);
        thread.start();
    }
}
