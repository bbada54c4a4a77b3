package dev.weft.execution;

import dev.weft.downstream.UnaryCall;
import dev.weft.loop.Cancellable;
import dev.weft.plan.CacheRule;
import dev.weft.plan.CallPlan;
import dev.weft.plan.Idempotency;
import dev.weft.plan.PagePlan;
import java.util.ArrayList;
import java.util.List;
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
    private final int[] groups;
    private final boolean hasEqualCalls;
    private final boolean hasLists;
    private final int[] unneeded;
    private final boolean shared;
    private final Offload offload;
    private final AnswerFlow whole;

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
                .map(call -> source.call(call.target(), call.responseReads(), call.cache()))
                .toArray(UnaryCall[]::new);
        this.dependents = dependents(plan);
        this.groups = groups(plan.calls());
        this.hasEqualCalls = IntStream.of(groups).anyMatch(group -> group >= 0);
        this.hasLists = plan.hasLists();
        this.replaceable = new boolean[calls.length];
        plan.fallbacks().forEach(fallback -> replaceable[fallback.call()] = true);
        this.unneeded = unneeded.stream().mapToInt(Integer::intValue).sorted().toArray();
        this.shared = plan.calls().stream()
                .filter(call -> !unneeded.contains(call.index()))
                .allMatch(call -> call.cache().map(CacheRule::shared).orElse(false));
        this.offload = offload;
        this.whole = AnswerFlow.whole(plan.answer());
    }

    /** By call: the first that it could be equal to; -1 when there is nothing that it could be equal to, or may not be. */
    private static int[] groups(List<CallPlan> calls) {
        int[] groups = new int[calls.size()];
        for (CallPlan call : calls) {
            List<CallPlan> alike =
                    calls.stream().filter(other -> isAlike(call, other)).toList();
            boolean several = alike.size() > 1 || call.forEach().isPresent();
            groups[call.index()] = several && isSafe(call) ? alike.get(0).index() : -1;
        }
        return groups;
    }

    private static boolean isSafe(CallPlan call) {
        return call.target().idempotency() == Idempotency.NO_SIDE_EFFECTS;
    }

    /** Whether calls of the same bytes would be the same call: with another timeout, or another memory, they would not be. */
    private static boolean isAlike(CallPlan one, CallPlan other) {
        return one.target().method().equals(other.target().method())
                && one.target().downstream().equals(other.target().downstream())
                && one.timeout().equals(other.timeout())
                && one.cache().equals(other.cache());
    }

    /** By node: those that wait for it, in their order. */
    private static int[][] dependents(PagePlan plan) {
        List<List<Integer>> dependents = new ArrayList<>();
        for (int node = 0; node < plan.nodes(); node++) {
            dependents.add(new ArrayList<>());
        }
        for (int node = 0; node < plan.nodes(); node++) {
            for (int before : plan.waitsFor(node)) {
                dependents.get(before).add(node);
            }
        }
        return dependents.stream()
                .map(nodes -> nodes.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    @Override
    public Cancellable run(PageRequest request, Consumer<PageResult> done) {
        Execution execution = new Execution(this, request, whole, done);
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

    /** A number that calls have in common which are the same call if their bytes are equal; -1 for one that is made by itself. */
    int group(CallPlan call) {
        return groups[call.index()];
    }

    /** Whether there are calls that could be equal. */
    boolean hasEqualCalls() {
        return hasEqualCalls;
    }

    /** Whether a call is made for each element of a list. */
    boolean hasLists() {
        return hasLists;
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
            if (node < calls.length) {
                plan.calls()
                        .get(node)
                        .forEach()
                        .ifPresent(each -> each.columns().forEach(column -> mark(column.node(), marked)));
            }
        }
    }
}
