package dev.weft.execution;

import dev.weft.downstream.StreamingCall;
import dev.weft.plan.Target;
import dev.weft.wire.Projection;

/** Finds the way to call a streaming target, once for each rpc, at the start. */
@FunctionalInterface
public interface StreamSource {
    /** Calls {@code target}; of its answers comes what {@code response} reads. */
    StreamingCall stream(Target target, Projection response);
}
