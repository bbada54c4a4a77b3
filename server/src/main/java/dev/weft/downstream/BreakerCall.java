package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.Cancellable;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Does not call a downstream that has been failing, until it has been left alone for a while. A call that ran out of a time that was
 * not fair is no failure of the downstream's: otherwise one client with a short deadline would shut it off for all.
 */
final class BreakerCall implements UnaryCall {
    private final UnaryCall inner;
    private final CircuitBreaker breaker;
    private final BreakerLog log;
    private final FairTime fairTime;

    /**
     * @param breaker of the downstream, shared by all its methods
     * @param log of the breaker
     * @param fairTime of the method
     */
    BreakerCall(UnaryCall inner, CircuitBreaker breaker, BreakerLog log, FairTime fairTime) {
        this.inner = inner;
        this.breaker = breaker;
        this.log = log;
        this.fairTime = fairTime;
    }

    @Override
    public Cancellable start(CallContext context, byte[] request, Consumer<CallResult> done) {
        boolean permitted = breaker.tryAcquirePermission();
        log.look();
        if (!permitted) {
            done.accept(Failure.refused(Code.UNAVAILABLE, "circuit breaker open"));
            return () -> {};
        }
        Permission permission = new Permission(context);
        try {
            Cancellable call = inner.start(context, request, result -> {
                permission.settle(code(result));
                done.accept(result);
            });
            return () -> {
                permission.giveUp();
                call.cancel();
            };
        } catch (RuntimeException e) {
            permission.release();
            throw e;
        }
    }

    private static Code code(CallResult result) {
        return result instanceof Failure failure ? failure.code() : Code.OK;
    }

    /** What the breaker is owed for one call: one word, and only one, of how it went. */
    private final class Permission {
        private final CallContext context;

        /** Whether it is one of those that the breaker counts out while it is half open. */
        private final boolean probing;

        private boolean settled;

        Permission(CallContext context) {
            this.context = context;
            this.probing = breaker.getState() == State.HALF_OPEN;
        }

        void settle(Code code) {
            if (code == Code.DEADLINE_EXCEEDED && !fairTime.isIn(context.timeNanos())) {
                release();
            } else if (!settled) {
                settled = true;
                tell(code, context.loop().nanoTime() - context.startNanos());
            }
        }

        private void tell(Code code, long tookNanos) {
            if (code == Code.OK) {
                fairTime.answered(tookNanos);
            }
            // What began before it opened is no probe.
            if (probing || breaker.getState() != State.HALF_OPEN) {
                breaker.onResult(tookNanos, TimeUnit.NANOSECONDS, code);
            }
            log.look();
        }

        // Who lets a call go when its time is up does not do the downstream a favour: it had not answered.
        void giveUp() {
            if (context.isLate()) {
                settle(Code.DEADLINE_EXCEEDED);
            } else {
                release();
            }
        }

        void release() {
            if (!settled) {
                settled = true;
                giveBack();
            }
        }

        /** One that began while the breaker was closed holds nothing that could be given back. */
        private void giveBack() {
            if (probing) {
                breaker.releasePermission();
            }
        }
    }
}
