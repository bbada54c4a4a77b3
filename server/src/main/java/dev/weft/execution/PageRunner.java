package dev.weft.execution;

import dev.weft.loop.Cancellable;
import dev.weft.plan.RpcPlan;
import java.util.function.Consumer;

/** Answers rpcs. Safe for use by many threads. */
public interface PageRunner {
    /**
     * Answers one request. Called on the loop of {@code request}; {@code done} is run there too, exactly once, possibly before
     * this method returns; after a cancellation never.
     *
     * @return tells that the client has gone
     */
    Cancellable run(RpcPlan plan, PageRequest request, Consumer<PageResult> done);
}
