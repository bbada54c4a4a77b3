package dev.weft.edge;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a port on loopback that counts the connections that go it. */
final class RawConnections implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0);
    private final AtomicInteger count = new AtomicInteger();
    private final int target;

    RawConnections(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            count.incrementAndGet();
            Socket server = new Socket("localhost", target);
            daemon(() -> client.getInputStream().transferTo(server.getOutputStream()));
            daemon(() -> server.getInputStream().transferTo(client.getOutputStream()));
        }
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // One end has closed: so does the way.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    HttpRequest to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + listener.getLocalPort() + path))
                .build();
    }

    int count() {
        return count.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private interface Task {
        void run() throws IOException;
    }
}
