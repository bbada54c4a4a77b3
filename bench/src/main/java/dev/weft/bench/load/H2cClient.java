package dev.weft.bench.load;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import io.netty.channel.EventLoopGroup;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Asks for JSON over HTTP/2 without TLS. */
final class H2cClient implements Client {
    private final EventLoopGroup loop;
    private final List<WebClient> clients;
    private final String[] paths;
    private int turn;

    /** @param loop a group of one */
    H2cClient(EventLoopGroup loop, String address, int connections, long[] users) {
        this.loop = loop;
        this.clients = IntStream.range(0, connections)
                // A client has one connection to an address, for each of its loops.
                .mapToObj(i -> ClientFactory.builder().workerGroup(loop, false).build())
                .map(factory ->
                        WebClient.builder("h2c://" + address).factory(factory).build())
                .toList();
        this.paths = Arrays.stream(users).mapToObj(JsonRequests::path).toArray(String[]::new);
    }

    @Override
    public Slot slot(Round round) {
        turn = (turn + 1) % clients.size();
        return new H2cSlot(round, clients.get(turn), paths);
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    private static final class H2cSlot extends Slot {
        private final WebClient client;
        private final String[] paths;

        H2cSlot(Round round, WebClient client, String[] paths) {
            super(round);
            this.client = client;
            this.paths = paths;
        }

        @Override
        void send(int index) {
            client.execute(HttpRequest.of(HttpMethod.GET, paths[index]))
                    .aggregate()
                    .handle((response, problem) -> {
                        answered(body(response));
                        return null;
                    });
        }

        private static byte @Nullable [] body(@Nullable AggregatedHttpResponse response) {
            return response != null && response.status().equals(HttpStatus.OK)
                    ? response.content().array()
                    : null;
        }
    }
}
