package dev.weft.edge;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that have begun and not ended. Safe for use by many threads. */
final class LiveStreams {
    private final Set<StreamCall> streams = ConcurrentHashMap.newKeySet();

    void add(StreamCall stream) {
        streams.add(stream);
    }

    void remove(StreamCall stream) {
        streams.remove(stream);
    }

    /** Ends them all with UNAVAILABLE: the server is about to stop. */
    void end() {
        streams.forEach(StreamCall::endForShutdown);
    }
}
