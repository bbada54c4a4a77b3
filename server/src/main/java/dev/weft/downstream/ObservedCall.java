package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallListener.Attempt;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.plan.MethodName;
import java.util.function.Consumer;

/** Tells a listener of each attempt, whether it went out or was turned away. */
final class ObservedCall implements UnaryCall {
    private final UnaryCall inner;
    private final String downstream;
    private final MethodName method;
    private final CallListener listener;

    ObservedCall(UnaryCall inner, String downstream, MethodName method, CallListener listener) {
        this.inner = inner;
        this.downstream = downstream;
        this.method = method;
        this.listener = listener;
    }

    @Override
    public Cancellable start(CallContext context, byte[] request, Consumer<CallResult> done) {
        long start = context.loop().nanoTime();
        return inner.start(context, request, result -> {
            listener.attempted(attempt(context, result, start));
            done.accept(result);
        });
    }

    private Attempt attempt(CallContext context, CallResult result, long start) {
        Failure failure = result instanceof Failure failed ? failed : null;
        return new Attempt(
                downstream,
                method,
                context.attempt(),
                failure != null && failure.again() instanceof Again.Refused,
                failure == null ? Code.OK : failure.code(),
                context.loop().nanoTime() - start);
    }
}
