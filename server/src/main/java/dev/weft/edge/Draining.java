package dev.weft.edge;

import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Whether the HTTP door is being closed, and what is still inside. Safe for use by many threads. */
final class Draining {
    private final AtomicBoolean begun = new AtomicBoolean();
    private final LongAdder inside = new LongAdder();

    void begin() {
        begun.set(true);
    }

    boolean hasBegun() {
        return begun.get();
    }

    /** A request has come in; it is inside until the last byte of its answer has gone out. */
    void enter(ServiceRequestContext ctx) {
        inside.increment();
        ctx.log().whenComplete().thenRun(inside::decrement);
    }

    /** How many requests are inside. */
    long inside() {
        return inside.sum();
    }
}
