package dev.weft.edge;

import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the HTTP door is being closed, and what is still inside. Safe for use by many threads. */
final class Draining {
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Set<ServiceRequestContext> inside = ConcurrentHashMap.newKeySet();

    void begin() {
        begun.set(true);
    }

    boolean hasBegun() {
        return begun.get();
    }

    /** A request has come in; it is inside until the last byte of its answer has gone out. */
    void enter(ServiceRequestContext ctx) {
        inside.add(ctx);
        ctx.log().whenComplete().thenRun(() -> inside.remove(ctx));
    }

    /** How many requests are inside. */
    int inside() {
        return inside.size();
    }

    /** Cancels what is inside. Armeria itself lets a request over HTTP/1.1 run on when it closes the connection. */
    void cutOff() {
        inside.forEach(ServiceRequestContext::cancel);
    }
}
