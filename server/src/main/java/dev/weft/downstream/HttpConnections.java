package dev.weft.downstream;

import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.EventLoopScheduler;
import com.linecorp.armeria.client.endpoint.EndpointGroup;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.util.ReleasableHolder;
import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import io.netty.channel.EventLoop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has the connections of an HTTP downstream on the loops whose pages call it, so that a call does not change threads: each loop
 * its own, or where they are to be on fewer loops, several loops the same. Thread-safe.
 */
final class HttpConnections implements EventLoopScheduler {
    private final EventLoops loops;
    private final List<Connected> connected;

    /** @param count on how many loops there are connections */
    HttpConnections(EventLoops loops, int count) {
        this.loops = loops;
        this.connected =
                loops.armeriaLoops().stream().limit(count).map(Connected::new).toList();
    }

    @Override
    public ReleasableHolder<EventLoop> acquire(
            SessionProtocol protocol, EndpointGroup endpoints, @Nullable Endpoint endpoint) {
        Loop loop = loops.current().orElseGet(loops::next);
        return connected.get(loop.index() % connected.size());
    }

    /** A loop, which is not counted: it is there as long as the process. */
    private record Connected(EventLoop loop) implements ReleasableHolder<EventLoop> {
        @Override
        public EventLoop get() {
            return loop;
        }

        @Override
        public void release() {
            // Nothing was taken.
        }
    }
}
