package dev.weft.bench.load;

import com.linecorp.armeria.common.util.EventLoopGroups;
import dev.weft.bench.data.Shop;
import dev.weft.bench.grpc.Loops;
import dev.weft.bench.process.Worker;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The process of the clients, with one event loop for gRPC and one for HTTP, of which one is at work at a time. {@code run grpc 127.0.0.1:9090 32 4 5000 PAGE} keeps 32 requests in flight over 4
 * connections for 5,000 ms, and says what came of it. Connections are kept from run to run.
 */
final class Load {
    private final Loops loops = Loops.start(1);
    private final EventLoopGroup httpLoop = EventLoopGroups.newEventLoopGroup(1, "http-loop", true);
    private final long[] users = Shop.users();
    private final Map<String, Client> clients = new HashMap<>();

    private Load() {}

    public static void main(String[] arguments) throws IOException {
        Worker.serve(new Load()::command);
    }

    private String command(List<String> words) {
        try {
            return run(words);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private String run(List<String> words) throws InterruptedException {
        String protocol = words.get(1);
        String address = words.get(2);
        int inFlight = Integer.parseInt(words.get(3));
        int connections = Integer.parseInt(words.get(4));
        long millis = Long.parseLong(words.get(5));
        Asked asked = Asked.valueOf(words.get(6));
        Client client = clients.computeIfAbsent(
                words.get(1) + words.get(2) + words.get(4) + asked,
                key -> client(protocol, address, connections, asked));
        Round round = new Round(inFlight, asked.checker(users), users.length, millis);
        long start = System.nanoTime();
        client.execute(() -> {
            for (int i = 0; i < inFlight; i++) {
                client.slot(round).next();
            }
        });
        return round.await(start);
    }

    private Client client(String protocol, String address, int connections, Asked asked) {
        return switch (protocol) {
            case "grpc" -> new GrpcClient(loops, address, connections, asked, users);
            case "http1" -> new Http1Client(httpLoop, socketAddress(address), users);
            case "h2c" -> new H2cClient(httpLoop, address, connections, users);
            default -> throw new IllegalArgumentException("protocol: " + protocol + " (expected: grpc, http1 or h2c)");
        };
    }

    private static InetSocketAddress socketAddress(String address) {
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }
}
