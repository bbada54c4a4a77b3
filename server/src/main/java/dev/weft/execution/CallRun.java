package dev.weft.execution;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.CallResult.Remembered;
import dev.weft.execution.Outcome.Cached;
import dev.weft.execution.Outcome.Failed;
import dev.weft.execution.Outcome.Fallback;
import dev.weft.execution.Outcome.Fresh;
import dev.weft.execution.Outcome.NotNeeded;
import dev.weft.execution.Outcome.Skipped;
import dev.weft.execution.Outcome.Stale;
import dev.weft.loop.Cancellable;
import dev.weft.plan.CallPlan;
import dev.weft.plan.Idempotency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call of one execution: how far it has come. */
final class CallRun {
    final CallPlan plan;

    /** For how long its answer stood when it landed; 0 when it does not, {@link Long#MAX_VALUE} when nothing of it ends. */
    private long freshNanos;

    private long landedNanos;

    private boolean started;
    private long startNanos;
    /** The calls for the elements of its list; null when it has none. */
    private @Nullable List<Item> elements;

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

    /** Whether it has ended and nothing is there for those that read it, though the page wanted it. */
    boolean lacksAnswer() {
        return outcome != null && outcome.lacksAnswer();
    }

    /** Whether it has ended and the page is whole as far as it goes. */
    boolean isComplete() {
        return outcome != null && outcome.isComplete();
    }

    /** What stands in for it is there. */
    void replaced() {
        outcome = new Fallback(Objects.requireNonNull(outcome));
    }

    /** How it ended, for those that read it. */
    Ending ending() {
        if (outcome instanceof NotNeeded) {
            return Ending.NOT_NEEDED;
        }
        return outcome == null || outcome.lacksAnswer() ? Ending.NONE : Ending.VALUE;
    }

    /** Takes note of the calls for the elements of its list: how many there are, and for how long their answers stand. */
    void counted(List<Item> items, long now) {
        elements = items;
        landedNanos = now;
        freshNanos = items.stream()
                .mapToLong(item -> item.run().reusableNanos(now))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether it has a list, and that was there. */
    boolean isCounted() {
        return elements != null;
    }

    /** How many elements its list has. */
    int items() {
        return elements == null ? 0 : elements.size();
    }

    /** For how many of them there is no answer. */
    int failedItems() {
        return elements == null
                ? 0
                : (int) elements.stream()
                        .filter(item -> item.run().lacksAnswer())
                        .count();
    }

    /** What became of it by what became of the calls for the elements of its list: the worst, and the time of all. */
    Outcome worst(List<Item> elements, long now) {
        return elements.stream()
                .map(item -> item.run().outcomeOr(Code.INTERNAL, "", now))
                .reduce(Outcome::worse)
                .map(outcome -> outcome.within(took(now)))
                .orElse(new Fresh(took(now)));
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

    /** What becomes of it by what it brought. */
    Outcome landed(CallResult result, long now) {
        if (result instanceof Failure failure) {
            return new Failed(failure.code(), failure.cause(), took(now));
        }
        Answer answer = (Answer) result;
        freshNanos = answer.freshNanos();
        landedNanos = now;
        if (answer.remembered().isEmpty()) {
            return new Fresh(took(now));
        }
        Remembered memory = answer.remembered().get();
        return memory.stale() ? new Stale(memory.ageNanos(), took(now)) : new Cached(memory.ageNanos(), took(now));
    }

    private long took(long now) {
        return now - startNanos;
    }

    /**
     * For how long from now the page may be used again, as far as it goes; 0 for not at all, {@link Long#MAX_VALUE} for ever: that it was not
     * needed follows from others.
     */
    long reusableNanos(long now) {
        if (outcome instanceof NotNeeded) {
            return Long.MAX_VALUE;
        }
        if (!isComplete()) {
            return 0;
        }
        return freshNanos == Long.MAX_VALUE ? freshNanos : Math.max(0, freshNanos - (now - landedNanos));
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
