package dev.weft.plan;

import dev.weft.wire.Template;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One downstream call of a page.
 *
 * @param index its place among the page's calls
 * @param name its name in the page
 * @param target what it calls
 * @param required whether its failure fails the page
 * @param timeout how long it may take; the downstream's default when empty
 * @param cache how long its answers are remembered; empty for not at all
 * @param request writes its request
 * @param waitsFor the indices of the calls that it reads
 * @param needs the slots without which it is not made: what its binds read of other calls
 * @param reads what is read of its response, as soon as it is there
 * @param binds what fills its request, for people
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
        List<Need> needs,
        List<Read> reads,
        List<Fill> binds) {
    public CallPlan {
        waitsFor = List.copyOf(waitsFor);
        needs = List.copyOf(needs);
        reads = List.copyOf(reads);
        binds = List.copyOf(binds);
    }
}
