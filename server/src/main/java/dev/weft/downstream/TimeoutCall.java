package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
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
        long now = context.loop().nanoTime();
        long timeLeft = context.deadlineNanos() - now;
        if (timeLeft <= 0) {
            done.accept(Failure.refused(Code.DEADLINE_EXCEEDED, "no time left to make the call"));
            return () -> {};
        }
        long time = Math.min(timeLeft, timeoutNanos);
        Timed timed = new Timed(context.loop(), time, done);
        timed.call = inner.start(
                timeLeft <= timeoutNanos ? context : context.until(now + timeoutNanos), request, timed::ended);
        return timed;
    }

    /** One call against the clock: whichever comes first is its end. Confined to the call's loop. */
    private static final class Timed implements Cancellable {
        private final long nanos;
        private final Consumer<CallResult> done;
        private final Cancellable timer;
        private boolean over;

        /** Null while it is being started. */
        private @Nullable Cancellable call;

        Timed(Loop loop, long nanos, Consumer<CallResult> done) {
            this.nanos = nanos;
            this.done = done;
            this.timer = loop.schedule(this::late, nanos);
        }

        void ended(CallResult result) {
            if (!over) {
                over = true;
                timer.cancel();
                done.accept(result);
            }
        }

        private void late() {
            if (!over) {
                breakOff();
                done.accept(new Failure(Code.DEADLINE_EXCEEDED, Trouble.noAnswerWithin(nanos)));
            }
        }

        @Override
        public void cancel() {
            if (!over) {
                timer.cancel();
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
