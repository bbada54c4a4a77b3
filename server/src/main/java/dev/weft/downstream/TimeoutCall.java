package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.Cancellable;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gives a call no more time than told, and breaks off one that has had its time. Does not begin one that has none. */
final class TimeoutCall implements UnaryCall {
    private final UnaryCall inner;
    private final long timeoutNanos;

    TimeoutCall(UnaryCall inner, Duration timeout) {
        this.inner = inner;
        this.timeoutNanos = timeout.toNanos();
    }

    @Override
    public Cancellable start(CallContext context, byte[] request, Consumer<CallResult> done) {
        if (context.timeNanos() <= 0) {
            done.accept(Failure.refused(Code.DEADLINE_EXCEEDED, "no time left to make the call"));
            return () -> {};
        }
        CallContext timed = context.timeNanos() <= timeoutNanos ? context : context.within(timeoutNanos);
        Timed call = new Timed(timed, done);
        try {
            call.call = inner.start(timed, request, call::ended);
        } catch (RuntimeException e) {
            call.cancel();
            throw e;
        }
        return call;
    }

    /** One call against the clock: whichever comes first is its end. Confined to the call's loop. */
    private static final class Timed implements Cancellable {
        private final CallContext context;
        private final Consumer<CallResult> done;
        private final Cancellable clock;
        private boolean over;

        /** Null while it is being started. */
        private @Nullable Cancellable call;

        Timed(CallContext context, Consumer<CallResult> done) {
            this.context = context;
            this.done = done;
            this.clock = context.atDeadline(this::late);
        }

        void ended(CallResult result) {
            if (!over) {
                over = true;
                clock.cancel();
                done.accept(result);
            }
        }

        private void late() {
            if (!over) {
                breakOff();
                done.accept(new Failure(Code.DEADLINE_EXCEEDED, Trouble.noAnswerWithin(context.timeNanos())));
            }
        }

        @Override
        public void cancel() {
            if (!over) {
                clock.cancel();
                breakOff();
            }
        }

        private void breakOff() {
            over = true;
            if (call != null) {
                call.cancel();
            }
        }
    }
}
