package dev.weft.execution;

import dev.weft.downstream.UnaryCall;
import dev.weft.plan.CacheRule;
import dev.weft.plan.Read;
import dev.weft.plan.Target;
import java.util.List;
import java.util.Optional;

/** Finds the way to call a target, once for each call of each page, at the start. */
@FunctionalInterface
public interface CallSource {
    /** Calls {@code target}; an answer comes with its {@code reads} read, and is remembered as {@code cached} says. */
    UnaryCall call(Target target, List<Read> reads, Optional<CacheRule> cached);
}
