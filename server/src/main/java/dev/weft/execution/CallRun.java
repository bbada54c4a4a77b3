package dev.weft.execution;

import com.google.rpc.Code;
import dev.weft.downstream.Cancellable;
import dev.weft.execution.Outcome.Failed;
import dev.weft.execution.Outcome.Skipped;
import dev.weft.plan.CallPlan;
import dev.weft.plan.Idempotency;
import org.jspecify.annotations.Nullable;

/** One call of one execution: how far it has come. */
final class CallRun {
    final CallPlan plan;

    /** How many of the calls that it reads have not ended. */
    int waitingFor;

    /** For how long its answer stands; 0 when it does not. */
    long freshNanos;

    private boolean started;
    private long startNanos;
    private @Nullable Cancellable running;
    private @Nullable Outcome outcome;

    CallRun(CallPlan plan) {
        this.plan = plan;
        this.waitingFor = plan.waitsFor().size();
    }

    void started(long now) {
        started = true;
        startNanos = now;
    }

    void running(Cancellable call) {
        running = call;
    }

    void ended(Outcome how) {
        outcome = how;
    }

    boolean hasEnded() {
        return outcome != null;
    }

    /** Whether the page lacks nothing for it. */
    boolean isComplete() {
        return outcome != null && outcome.isComplete();
    }

    boolean isSafe() {
        return plan.target().idempotency() == Idempotency.NO_SIDE_EFFECTS;
    }

    /** Breaks it off, unless it may change something. */
    void cancelIfSafe() {
        if (running != null && isSafe()) {
            running.cancel();
        }
    }

    long took(long now) {
        return now - startNanos;
    }

    /** What became of it; null while it has not ended. */
    @Nullable
    Outcome outcome() {
        return outcome;
    }

    /** What became of it; when it has not ended, that it was given up for this reason. */
    Outcome outcomeOr(Code code, String reason, long now) {
        if (outcome != null) {
            return outcome;
        }
        return started ? new Failed(code, reason, took(now)) : new Skipped(reason);
    }
}
