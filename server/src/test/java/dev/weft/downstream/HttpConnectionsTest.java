package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.util.ReleasableHolder;
import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConnectionsTest {
    private static final Endpoint SOMEWHERE = Endpoint.of("127.0.0.1", 80);

    private final EventLoops loops = EventLoops.start(3);

    @AfterEach
    void stop() {
        loops.close();
    }

    private static ReleasableHolder<EventLoop> acquire(HttpConnections connections) {
        return connections.acquire(SessionProtocol.HTTP, SOMEWHERE, SOMEWHERE);
    }

    private static EventLoop acquireOn(Loop loop, HttpConnections connections) throws Exception {
        CompletableFuture<EventLoop> acquired = new CompletableFuture<>();
        loop.execute(() -> acquired.complete(acquire(connections).get()));
        return acquired.get(5, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 100})
    void aPagesConnectionIsOnItsLoop(int count) throws Exception {
        HttpConnections connections = new HttpConnections(loops, count);
        for (Loop loop : loops.loops()) {
            EventLoop first = acquireOn(loop, connections);
            assertThat(acquireOn(loop, connections)).isSameAs(first);
            assertThat(first.submit(loop::isCurrent).get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void loopsShareWhatIsOnFewer() throws Exception {
        HttpConnections connections = new HttpConnections(loops, 2);
        EventLoop first = acquireOn(loops.loops().get(0), connections);
        assertThat(acquireOn(loops.loops().get(1), connections)).isNotSameAs(first);
        assertThat(acquireOn(loops.loops().get(2), connections)).isSameAs(first);
    }

    @Test
    void whoIsOnNoLoopIsGivenEachInItsTurn() {
        HttpConnections connections = new HttpConnections(loops, 3);
        Set<EventLoop> given = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            ReleasableHolder<EventLoop> holder = acquire(connections);
            given.add(holder.get());
            holder.release();
        }
        assertThat(given).hasSize(3);
    }
}
