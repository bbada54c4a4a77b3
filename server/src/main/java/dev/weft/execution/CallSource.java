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

    /**
     * The same for a part of a page, found when a client first asks for that. There may be any number of them, so nothing may hold on to
     * what they read for longer than they live.
     */
    default UnaryCall callOfPart(Target target, List<Read> reads, Optional<CacheRule> cached) {
        return call(target, reads, cached);
    }
}
