package dev.weft.downstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands before a server on loopback as the process that can be killed: then its connections are reset, as the kernel does it, and new ones refused. */
public final class Relay implements AutoCloseable {
    private final int target;
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile ServerSocket listener;

    private Relay(int target, ServerSocket listener) {
        this.target = target;
        this.port = listener.getLocalPort();
        this.listener = listener;
    }

    public static Relay to(int port) throws IOException {
        Relay relay = new Relay(port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        relay.listen();
        return relay;
    }

    public int port() {
        return port;
    }

    public synchronized void kill() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            reset(socket);
        }
        sockets.clear();
    }

    public synchronized void restart() throws IOException {
        listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        listen();
    }

    @Override
    public void close() throws IOException {
        kill();
    }

    private void listen() {
        ServerSocket open = listener;
        daemon(() -> {
            while (true) {
                join(open.accept(), open);
            }
        });
    }

    private synchronized void join(Socket client, ServerSocket open) throws IOException {
        if (open.isClosed()) {
            reset(client);
            return;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        for (Socket each : List.of(client, server)) {
            each.setTcpNoDelay(true);
            sockets.add(each);
        }
        daemon(() -> pass(client, server));
        daemon(() -> pass(server, client));
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    private static void reset(Socket socket) throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // It was killed, or one of its sides has gone.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Task {
        void run() throws IOException;
    }
}
