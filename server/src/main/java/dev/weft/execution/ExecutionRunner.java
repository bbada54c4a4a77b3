package dev.weft.execution;

import dev.weft.downstream.Cancellable;
import dev.weft.downstream.UnaryCall;
import dev.weft.plan.CacheRule;
import dev.weft.plan.CallPlan;
import dev.weft.plan.PagePlan;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What all executions of one page share. Immutable. */
final class ExecutionRunner implements Pages.Runner {
    private final PagePlan plan;
    private final PageTimes times;
    private final PageListener listener;
    private final UnaryCall[] calls;
    private final int[][] dependents;
    private final boolean[] replaceable;
    private final int[] unneeded;
    private final boolean shared;
    private final Offload offload;

    /**
     * For one plan.
     *
     * @param unneeded the nodes that are not run
     */
    ExecutionRunner(
            PagePlan plan,
            Set<Integer> unneeded,
            CallSource source,
            PageTimes times,
            PageListener listener,
            Offload offload) {
        this.plan = plan;
        this.times = times;
        this.listener = listener;
        this.calls = plan.calls().stream()
                .map(call -> source.call(call.target(), call.reads(), call.cache()))
                .toArray(UnaryCall[]::new);
        this.dependents =
                IntStream.range(0, plan.nodes()).mapToObj(this::findDependents).toArray(int[][]::new);
        this.replaceable = new boolean[calls.length];
        plan.fallbacks().forEach(fallback -> replaceable[fallback.call()] = true);
        this.unneeded = unneeded.stream().mapToInt(Integer::intValue).sorted().toArray();
        this.shared = plan.calls().stream()
                .filter(call -> !unneeded.contains(call.index()))
                .allMatch(call -> call.cache().map(CacheRule::shared).orElse(false));
        this.offload = offload;
    }

    private int[] findDependents(int node) {
        return IntStream.range(0, plan.nodes())
                .filter(other -> plan.waitsFor(other).contains(node))
                .toArray();
    }

    @Override
    public Cancellable run(PageRequest request, Consumer<PageResult> done) {
        Execution execution = new Execution(this, request, done);
        execution.begin();
        return execution;
    }

    PagePlan plan() {
        return plan;
    }

    PageTimes times() {
        return times;
    }

    PageListener listener() {
        return listener;
    }

    UnaryCall call(CallPlan call) {
        return calls[call.index()];
    }

    Offload offload() {
        return offload;
    }

    /** The nodes that wait for this one. */
    int[] dependents(int node) {
        return dependents[node];
    }

    /** The nodes that are not run: nothing that is asked for needs them. */
    int[] unneeded() {
        return unneeded;
    }

    /** Whether the call has a fallback. */
    boolean isReplaceable(CallPlan call) {
        return replaceable[call.index()];
    }

    /** Whether all that it is made of is the same for everybody. */
    boolean isShared() {
        return shared;
    }

    CallRun[] newRuns() {
        CallRun[] runs = new CallRun[calls.length];
        for (CallPlan call : plan.calls()) {
            runs[call.index()] = new CallRun(call);
        }
        return runs;
    }

    /** By node: whether a call that may change something, and has not ended, is it or waits for it. */
    boolean[] leadingToUnsafe(CallRun[] runs) {
        boolean[] leading = new boolean[plan.nodes()];
        for (CallRun run : runs) {
            if (!run.hasEnded() && !run.isSafe()) {
                mark(run.plan.index(), leading);
            }
        }
        return leading;
    }

    private void mark(int node, boolean[] marked) {
        if (!marked[node]) {
            marked[node] = true;
            plan.waitsFor(node).forEach(before -> mark(before, marked));
        }
    }
}
