package dev.weft.execution;

import dev.weft.loop.Cancellable;
import dev.weft.plan.ForwardPlan;
import dev.weft.plan.PagePlan;
import dev.weft.plan.RpcPlan;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Runs the plans of a server, each with the calls that were found for it at the start. */
public final class Pages implements PageRunner {
    // By identity: a plan is a deep record, and hashing one is more work than running it.
    private final IdentityHashMap<RpcPlan, Runner> runners = new IdentityHashMap<>();
    private final LongAdder running = new LongAdder();

    /**
     * Finds the calls of all plans that are not streaming.
     *
     * @param listener is told of every page that has ended
     * @param offload what keeps large evaluations off the loops
     */
    public Pages(List<RpcPlan> plans, CallSource calls, PageTimes times, PageListener listener, Offload offload) {
        PageListener counting = report -> {
            running.decrement();
            listener.ended(report);
        };
        for (RpcPlan plan : plans) {
            if (plan.isStreaming()) {
                continue;
            }
            runners.put(plan, runner(plan, calls, times, counting, offload));
        }
    }

    /** How many requests are being answered: also such as nobody waits for any more, but that are changing something. */
    public long running() {
        return running.sum();
    }

    private static Runner runner(
            RpcPlan plan, CallSource calls, PageTimes times, PageListener listener, Offload offload) {
        if (plan instanceof ForwardPlan forward) {
            return new ForwardRunner(forward, calls, times, listener);
        }
        PagePlan page = (PagePlan) plan;
        ExecutionRunner whole = new ExecutionRunner(page, Set.of(), calls, times, listener, offload);
        return page.narrowing()
                .<Runner>map(narrowing -> new MaskedRunner(
                        whole,
                        new Masks(
                                narrowing,
                                part -> new ExecutionRunner(
                                        part.plan(), part.unneeded(), calls::callOfPart, times, listener, offload))))
                .orElse(whole);
    }

    @Override
    public Cancellable run(RpcPlan plan, PageRequest request, Consumer<PageResult> done) {
        Runner runner = runners.get(plan);
        if (runner == null) {
            throw new IllegalArgumentException("plan: " + plan.name() + " (expected: one of this server's)");
        }
        running.increment();
        try {
            return runner.run(request, done);
        } catch (RuntimeException e) {
            running.decrement();
            throw e;
        }
    }

    /** Runs one plan. */
    interface Runner {
        Cancellable run(PageRequest request, Consumer<PageResult> done);
    }
}
