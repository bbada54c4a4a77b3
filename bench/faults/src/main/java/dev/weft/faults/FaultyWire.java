package dev.weft.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An address that leads to a service of this machine, over TCP, with a fault on the way that can be changed at any time. What is
 * under way suffers the new one. Understands as much of HTTP/1.1 and HTTP/2 without TLS as is needed to know where an answer begins. Safe for use by
 * many threads.
 */
public final class FaultyWire implements AutoCloseable {
    private final InetSocketAddress address;
    private final int target;
    private final Switch now = new Switch();
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket listener;

    private FaultyWire(ServerSocket listener, int target) {
        this.listener = listener;
        this.address = (InetSocketAddress) listener.getLocalSocketAddress();
        this.target = target;
    }

    /**
     * Opens one without a fault.
     *
     * @param address where it listens; at port 0, at any free one
     * @param target the service's port, on the loopback address
     */
    public static FaultyWire open(InetSocketAddress address, int target) throws IOException {
        ServerSocket listener = listen(address);
        FaultyWire wire = new FaultyWire(listener, target);
        daemon(() -> wire.accept(listener));
        return wire;
    }

    /** Where it listens. */
    public int port() {
        return address.getPort();
    }

    /** How many connections there are through it. */
    public int connections() {
        return wires.size();
    }

    /** Changes the fault. */
    public synchronized void set(WireFault fault) throws IOException {
        now.set(fault);
        if (fault == WireFault.REFUSING) {
            close();
        } else if (listener == null) {
            ServerSocket again = listen(address);
            listener = again;
            daemon(() -> accept(again));
        }
    }

    /** Refuses connections, and resets those that there are. */
    @Override
    public synchronized void close() throws IOException {
        if (listener != null) {
            listener.close();
            listener = null;
        }
        for (Wire wire : wires) {
            wire.reset();
        }
    }

    private static ServerSocket listen(InetSocketAddress address) throws IOException {
        ServerSocket listener = new ServerSocket();
        // A port that has just been closed is free at once.
        listener.setReuseAddress(true);
        listener.bind(address);
        return listener;
    }

    private void accept(ServerSocket from) throws IOException {
        while (true) {
            Socket client = from.accept();
            try {
                pass(new Wire(client, new Socket(InetAddress.getLoopbackAddress(), target), now));
            } catch (IOException e) {
                // Nobody is at the other end.
                client.close();
            }
        }
    }

    private void pass(Wire wire) {
        wires.add(wire);
        daemon(() -> runToEnd(wire, wire::passRequests));
        daemon(() -> runToEnd(wire, wire::passAnswers));
    }

    private void runToEnd(Wire wire, Passing passing) throws IOException, InterruptedException {
        try {
            passing.run();
        } finally {
            wires.remove(wire);
            wire.close();
        }
    }

    private static void daemon(Passing passing) {
        Thread thread = new Thread(() -> {
            try {
                passing.run();
            } catch (IOException | InterruptedException e) {
                // One end has closed: so does the way.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Passing {
        void run() throws IOException, InterruptedException;
    }
}
