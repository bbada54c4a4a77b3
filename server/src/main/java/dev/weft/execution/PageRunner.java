package dev.weft.execution;

import dev.weft.downstream.Cancellable;
import dev.weft.plan.RpcPlan;
import java.util.function.Consumer;

/** Answers rpcs. Safe for use by many threads. */
@FunctionalInterface
public interface PageRunner {
    /**
     * Begins to answer. Called on the loop of {@code request}; {@code done} is run there too, at most once, possibly
     * before this method returns.
     *
     * @return gives the page up: the client has gone
     */
    Cancellable run(RpcPlan plan, PageRequest request, Consumer<PageResult> done);
}
