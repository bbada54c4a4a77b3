package dev.weft.downstream;

import dev.weft.loop.Cancellable;
import java.util.function.Consumer;

/** One way of calling one unary method: bytes in, bytes out. Safe for use by many pages at once. */
public interface UnaryCall {
    /**
     * Makes the call. Called on the loop of {@code context}; {@code done} is run there too, exactly once, possibly before this
     * method returns; after a cancellation it may never be run.
     *
     * @param request the serialized request
     * @return gives the call up: for a client that has gone
     */
    Cancellable start(CallContext context, byte[] request, Consumer<CallResult> done);
}
