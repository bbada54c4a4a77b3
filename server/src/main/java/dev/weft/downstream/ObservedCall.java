package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.MethodListener.Attempt;
import dev.weft.loop.Cancellable;
import java.util.function.Consumer;

/** Tells a listener of each attempt, whether it went out or was turned away. */
final class ObservedCall implements UnaryCall {
    private final UnaryCall inner;
    private final MethodListener listener;

    ObservedCall(UnaryCall inner, MethodListener listener) {
        this.inner = inner;
        this.listener = listener;
    }

    @Override
    public Cancellable start(CallContext context, byte[] request, Consumer<CallResult> done) {
        return inner.start(context, request, result -> {
            listener.attempted(attempt(context, result));
            done.accept(result);
        });
    }

    private static Attempt attempt(CallContext context, CallResult result) {
        Failure failure = result instanceof Failure failed ? failed : null;
        return new Attempt(
                context.attempt(),
                failure != null && failure.again() instanceof Again.Refused,
                failure == null ? Code.OK : failure.code(),
                context.loop().nanoTime() - context.startNanos());
    }
}
