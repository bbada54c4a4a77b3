package dev.weft.execution;

import dev.weft.downstream.Cancellable;
import dev.weft.downstream.UnaryCall;
import dev.weft.plan.CacheRule;
import dev.weft.plan.CallPlan;
import dev.weft.plan.PagePlan;
import java.util.function.Consumer;

/** What all executions of one page share. Immutable. */
final class ExecutionRunner implements Pages.Runner {
    private final PagePlan plan;
    private final PageTimes times;
    private final PageListener listener;
    private final UnaryCall[] calls;
    private final int[][] dependents;
    private final boolean shared;

    ExecutionRunner(PagePlan plan, CallSource source, PageTimes times, PageListener listener) {
        this.plan = plan;
        this.times = times;
        this.listener = listener;
        this.calls = plan.calls().stream()
                .map(call -> source.call(call.target(), call.reads(), call.cache()))
                .toArray(UnaryCall[]::new);
        this.shared = plan.calls().stream()
                .allMatch(call -> call.cache().map(CacheRule::shared).orElse(false));
        this.dependents = plan.calls().stream().map(this::findDependents).toArray(int[][]::new);
    }

    private int[] findDependents(CallPlan call) {
        return plan.calls().stream()
                .filter(other -> other.waitsFor().contains(call.index()))
                .mapToInt(CallPlan::index)
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

    /** The indices of the calls that read this one. */
    int[] dependents(CallPlan call) {
        return dependents[call.index()];
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

    /** By index: whether the call has not ended, and may change something or is read, directly or not, by one that may. */
    boolean[] leadingToUnsafe(CallRun[] runs) {
        boolean[] leading = new boolean[runs.length];
        for (CallRun run : runs) {
            if (!run.hasEnded() && !run.isSafe()) {
                mark(run.plan, leading);
            }
        }
        return leading;
    }

    private void mark(CallPlan call, boolean[] marked) {
        if (!marked[call.index()]) {
            marked[call.index()] = true;
            call.waitsFor().forEach(index -> mark(plan.calls().get(index), marked));
        }
    }
}
