package dev.weft.execution;

import com.google.rpc.Code;
import dev.weft.downstream.Cancellable;
import dev.weft.execution.Outcome.Failed;
import dev.weft.execution.Outcome.Fallback;
import dev.weft.execution.Outcome.Fresh;
import dev.weft.execution.Outcome.NotNeeded;
import dev.weft.execution.Outcome.Skipped;
import dev.weft.plan.CallPlan;
import dev.weft.plan.Idempotency;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call of one execution: how far it has come. */
final class CallRun {
    final CallPlan plan;

    private boolean started;
    private long startNanos;
    private @Nullable Cancellable running;
    private @Nullable Outcome outcome;

    CallRun(CallPlan plan) {
        this.plan = plan;
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

    boolean isFresh() {
        return outcome instanceof Fresh;
    }

    /** Whether it has ended and nothing is there for those that read it, though the page wanted it. */
    boolean lacksAnswer() {
        return outcome instanceof Failed || outcome instanceof Skipped;
    }

    /** Whether the page is whole as far as this call goes. */
    boolean isComplete() {
        return outcome instanceof Fresh || outcome instanceof NotNeeded;
    }

    /** What stands in for it is there. */
    void replaced() {
        outcome = new Fallback(Objects.requireNonNull(outcome));
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
