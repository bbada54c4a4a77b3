package dev.weft.plan;

import dev.weft.wire.Template;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One downstream call of a page.
 *
 * @param index its place among the page's calls, and its number among the page's nodes
 * @param name its name in the page
 * @param target what it calls
 * @param required whether its failure fails the page
 * @param timeout how long it may take; the downstream's default when empty
 * @param cache how long its answers are remembered; empty for not at all
 * @param request writes its request
 * @param waitsFor the nodes that it waits for
 * @param after those of them of which it reads nothing
 * @param condition whether it is made
 * @param requirements the nodes without which it is not made: what its binds are worked out by
 * @param needs the slots without which it is not made: what its binds read of other calls
 * @param reads what is read of its response, as soon as it is there
 * @param binds what fills its request, for people
 * @param forEach that it is made once for each element of a list: {@code reads} are then of the list of all responses, and
 *     {@code needs}, {@code requirements} and {@code condition} those of each element
 */
public record CallPlan(
        int index,
        String name,
        Target target,
        boolean required,
        Optional<Duration> timeout,
        Optional<CacheRule> cache,
        Template request,
        List<Integer> waitsFor,
        List<Requirement> after,
        Optional<Condition> condition,
        List<Requirement> requirements,
        List<Need> needs,
        List<Read> reads,
        List<Fill> binds,
        Optional<ForEach> forEach) {
    public CallPlan {
        waitsFor = List.copyOf(waitsFor);
        after = List.copyOf(after);
        requirements = List.copyOf(requirements);
        needs = List.copyOf(needs);
        reads = List.copyOf(reads);
        binds = List.copyOf(binds);
    }

    /** What is read of one response. */
    public List<Read> responseReads() {
        return forEach.map(ForEach::responseReads).orElse(reads);
    }
}
