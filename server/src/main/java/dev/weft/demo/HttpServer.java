package dev.weft.demo;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

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
        EventLoopGroup loop = new PromptlyEnding();
        ServerBuilder builder = Server.builder()
                .http(address)
                .bossGroupFactory(port -> loop)
                .workerGroup(loop, true)
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

    /** One thread. Armeria lets Netty wait for two seconds for more work before a thread ends: too long for who restarts a service. */
    private static final class PromptlyEnding extends MultiThreadIoEventLoopGroup {
        PromptlyEnding() {
            super(
                    1,
                    new DefaultThreadFactory("demo-services-http", true),
                    Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        }

        @Override
        public Future<?> shutdownGracefully() {
            return shutdownGracefully(0, 5, TimeUnit.SECONDS);
        }
    }

    @Override
    public int port() {
        return server.activeLocalPort();
    }

    @Override
    public void stop() {
        server.stop().join();
    }
}
