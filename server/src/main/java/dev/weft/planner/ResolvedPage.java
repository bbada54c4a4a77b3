package dev.weft.planner;

import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.plan.Fill;
import dev.weft.plan.StatusField;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A page, resolved and type-checked.
 *
 * @param rpc the rpc
 * @param timeout how long it may take
 * @param calls its calls, in their order
 * @param computations what is worked out
 * @param lists the lists for whose elements calls are made
 * @param indexes how their elements, and those of others, are found
 * @param lets what is named
 * @param answer what fills the answer
 * @param status the field that Weft fills itself
 */
record ResolvedPage(
        MethodDescriptor rpc,
        Optional<Duration> timeout,
        List<BoundCall> calls,
        Computations computations,
        Lists lists,
        Indexes indexes,
        List<Fill> lets,
        List<Filled> answer,
        Optional<StatusField> status) {
    ResolvedPage {
        calls = List.copyOf(calls);
        lets = List.copyOf(lets);
        answer = List.copyOf(answer);
    }

    /** The same page, answered by another rpc of the same types. */
    ResolvedPage as(MethodDescriptor other, Optional<Duration> otherTimeout) {
        return new ResolvedPage(other, otherTimeout, calls, computations, lists, indexes, lets, answer, status);
    }
}
