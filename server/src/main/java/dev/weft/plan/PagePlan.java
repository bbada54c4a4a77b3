package dev.weft.plan;

import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.wire.Projection;
import dev.weft.wire.Template;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A page: what is called, from what, and what fills the answer.
 *
 * <p>What is read of the request and of the responses stands, while a page runs, in numbered slots: a {@link Read} fills a
 * slot, templates write them. Calls, computations and fallbacks are its nodes, numbered in this order; each starts when those that
 * it waits for have ended.
 *
 * @param name the rpc
 * @param descriptor its declaration
 * @param timeout how long it may take; the server's default when empty
 * @param requestCheck every field of the request: reads a damaged one as such
 * @param requestReads what is read of the request, at the start
 * @param calls the downstream calls, each at the place that its index says
 * @param computations what is worked out
 * @param fallbacks what stands in for the answers of calls
 * @param derived what is worked out as the answer is written
 * @param answer writes the answer
 * @param status where the answer says what became of its calls; empty when it does not
 * @param slots how many slots the page has
 * @param lets what is named, for people
 * @param fills what fills each field of the answer, for people
 * @param narrowing how less of it is answered; empty when its request cannot say so
 */
public record PagePlan(
        MethodName name,
        MethodDescriptor descriptor,
        Optional<Duration> timeout,
        Projection requestCheck,
        List<Read> requestReads,
        List<CallPlan> calls,
        List<Computation> computations,
        List<Fallback> fallbacks,
        List<Derived> derived,
        Template answer,
        Optional<StatusField> status,
        int slots,
        List<Fill> lets,
        List<Fill> fills,
        Optional<Narrowing> narrowing)
        implements RpcPlan {
    public PagePlan {
        requestReads = List.copyOf(requestReads);
        calls = List.copyOf(calls);
        computations = List.copyOf(computations);
        fallbacks = List.copyOf(fallbacks);
        derived = List.copyOf(derived);
        lets = List.copyOf(lets);
        fills = List.copyOf(fills);
    }

    /** How many nodes there are. */
    public int nodes() {
        return calls.size() + computations.size() + fallbacks.size();
    }

    /** Whether a call is made for each element of a list. */
    public boolean hasLists() {
        return calls.stream().anyMatch(call -> call.forEach().isPresent());
    }

    /** The nodes that must have ended before a node starts. A call for each element starts with the first that can be made. */
    public List<Integer> waitsFor(int node) {
        if (node < calls.size()) {
            return calls.get(node).waitsFor();
        }
        int further = node - calls.size();
        return further < computations.size()
                ? computations.get(further).waitsFor()
                : fallbacks.get(further - computations.size()).waitsFor();
    }
}
