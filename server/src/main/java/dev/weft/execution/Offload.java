package dev.weft.execution;

import java.util.concurrent.Executor;

/**
 * What keeps large evaluations off the event loops.
 *
 * @param bytes formulas that read more than this, serialized, are worked out elsewhere
 * @param executor where; it turns away, with a {@link java.util.concurrent.RejectedExecutionException}, what it has no room for
 */
public record Offload(long bytes, Executor executor) {
    /** Everything stays on its loop. */
    public static final Offload NEVER = new Offload(Long.MAX_VALUE, Runnable::run);
}
