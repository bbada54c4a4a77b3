package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.Cancellable;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a call once more when it failed in a way that may pass. Only around methods that may be repeated. */
final class RetryCall implements UnaryCall {
    private static final long NO_MORE = -1;

    private final UnaryCall inner;
    private final int maxAttempts;
    private final Set<Code> codes;
    private final Backoff backoff;
    private final RetryBudget budget;
    private final Runnable unaffordable;

    /**
     * @param codes the failures that may pass
     * @param budget of the downstream, shared by all its methods
     * @param unaffordable is run when the budget is what another attempt fails for
     */
    RetryCall(
            UnaryCall inner,
            int maxAttempts,
            Set<Code> codes,
            Backoff backoff,
            RetryBudget budget,
            Runnable unaffordable) {
        this.inner = inner;
        this.maxAttempts = maxAttempts;
        this.codes = Set.copyOf(codes);
        this.backoff = backoff;
        this.budget = budget;
        this.unaffordable = unaffordable;
    }

    @Override
    public Cancellable start(CallContext context, byte[] request, Consumer<CallResult> done) {
        Attempts attempts = new Attempts(context, request, done);
        attempts.next();
        return attempts;
    }

    /** The attempts of one call, one after another. Confined to the call's loop. */
    private final class Attempts implements Cancellable {
        private final CallContext context;
        private final byte[] request;
        private final Consumer<CallResult> done;
        private int attempt;
        private boolean over;

        /** The attempt that is under way, or the wait for the next. */
        private @Nullable Cancellable running;

        Attempts(CallContext context, byte[] request, Consumer<CallResult> done) {
            this.context = context;
            this.request = request;
            this.done = done;
        }

        void next() {
            attempt++;
            running = null;
            Cancellable call = inner.start(context.attempt(attempt), request, this::ended);
            // It may have ended before it returned.
            if (running == null) {
                running = call;
            }
        }

        private void ended(CallResult result) {
            if (over) {
                return;
            }
            long pause = result instanceof Failure failure ? pauseAfter(failure) : answered();
            if (pause < 0) {
                over = true;
                done.accept(result);
            } else {
                running = context.loop().schedule(this::next, pause);
            }
        }

        private long answered() {
            budget.answered();
            return NO_MORE;
        }

        private long pauseAfter(Failure failure) {
            if (failure.again() instanceof Again.Refused) {
                return NO_MORE;
            }
            boolean unwelcome = failure.again() instanceof Again.Never;
            if (!unwelcome && !codes.contains(failure.code())) {
                return NO_MORE;
            }
            // Every such failure takes its token, whether another attempt is left or not.
            boolean affordable = failure.again() instanceof Again.Elsewhere ? budget.lost() : budget.failed();
            if (unwelcome || attempt >= maxAttempts) {
                return NO_MORE;
            }
            if (!affordable) {
                unaffordable.run();
                return NO_MORE;
            }
            long pause = failure.again() instanceof Again.After after ? after.nanos() : backoff.before(attempt + 1);
            return pause < timeLeft() ? pause : NO_MORE;
        }

        private long timeLeft() {
            return context.deadlineNanos() - context.loop().nanoTime();
        }

        @Override
        public void cancel() {
            over = true;
            if (running != null) {
                running.cancel();
            }
        }
    }
}
