package dev.weft.demo;

import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** A service over HTTP, served by one thread of its own. */
record HttpServer(Server server) implements DemoServer {
    /**
     * Starts it.
     *
     * @param routes what answers, by path
     * @throws IOException when it cannot listen
     */
    static HttpServer start(InetSocketAddress address, Map<String, HttpService> routes, FaultSwitch faults)
            throws IOException {
        ServerBuilder builder = Server.builder()
                .http(address)
                .workerGroup(EventLoopGroups.newEventLoopGroup(1, "demo-services-http", true), true)
                // Somebody else decides how long they wait.
                .requestTimeoutMillis(0)
                .decorator(new HttpFaults(faults)::serve);
        routes.forEach(builder::service);
        try {
            Server server = builder.build();
            server.start().join();
            return new HttpServer(server);
        } catch (CompletionException e) {
            throw new IOException("cannot listen on " + address, e);
        }
    }

    @Override
    public int port() {
        return server.activeLocalPort();
    }

    @Override
    public Runnable stop() {
        return server.stop()::join;
    }
}
