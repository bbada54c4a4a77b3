package dev.weft.execution;

import dev.weft.plan.RpcPlan;

/** Answers streaming rpcs. Safe for use by many threads. */
public interface StreamRunner {
    /**
     * Begins to answer. Called on the loop of {@code request}, where all that follows happens too; {@code client} may be told that it is
     * over before this method returns.
     */
    RunningStream start(RpcPlan plan, StreamRequest request, StreamClient client);
}
