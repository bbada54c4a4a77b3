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
 * slot, templates write them.
 *
 * @param name the rpc
 * @param descriptor its declaration
 * @param timeout how long it may take; the server's default when empty
 * @param requestCheck every field of the request: reads a damaged one as such
 * @param requestReads what is read of the request, at the start
 * @param calls the downstream calls, each at the place that its index says
 * @param answer writes the answer
 * @param status where the answer says what became of its calls; empty when it does not
 * @param slots how many slots the page has
 * @param fills what fills each field of the answer, for people
 */
public record PagePlan(
        MethodName name,
        MethodDescriptor descriptor,
        Optional<Duration> timeout,
        Projection requestCheck,
        List<Read> requestReads,
        List<CallPlan> calls,
        Template answer,
        Optional<StatusSlot> status,
        int slots,
        List<Fill> fills)
        implements RpcPlan {
    public PagePlan {
        requestReads = List.copyOf(requestReads);
        calls = List.copyOf(calls);
        fills = List.copyOf(fills);
    }
}
