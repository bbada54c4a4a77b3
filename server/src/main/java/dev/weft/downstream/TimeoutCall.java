package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import java.time.Duration;
import java.util.function.Consumer;

/** Gives a call no more time than told, and does not begin one that has none. The transport keeps the deadline. */
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
        return inner.start(timeLeft <= timeoutNanos ? context : context.until(now + timeoutNanos), request, done);
    }
}
