package dev.weft.planner;

import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.plan.CacheRule;
import dev.weft.schema.Spot;
import dev.weft.v1.Call;
import java.time.Duration;
import java.util.Optional;

/**
 * A call of a page, with the method that it names.
 *
 * @param index its place among the page's calls
 * @param declaration as it is declared
 * @param spot where it is declared
 * @param method the method; empty when there is none of that name that could be called
 * @param timeout how long it may take
 * @param cache how long its answers are remembered
 */
record DeclaredCall(
        int index,
        Call declaration,
        Spot spot,
        Optional<MethodDescriptor> method,
        Optional<Duration> timeout,
        Optional<CacheRule> cache) {
    String name() {
        return declaration.getName();
    }
}
