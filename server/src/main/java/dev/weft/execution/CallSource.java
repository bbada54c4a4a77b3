package dev.weft.execution;

import dev.weft.downstream.UnaryCall;
import dev.weft.plan.Read;
import dev.weft.plan.Target;
import java.util.List;

/** Finds the way to call a target, once for each call of each page, at the start. */
@FunctionalInterface
public interface CallSource {
    /** Calls {@code target}; an answer comes with its {@code reads} read. */
    UnaryCall call(Target target, List<Read> reads);
}
