package dev.weft.downstream;

import dev.weft.downstream.CallResult.Answer;
import dev.weft.loop.Cancellable;
import java.util.function.Consumer;

/**
 * Reads what the page wants of an answer as soon as it is there, so that a damaged answer is the failure of this call: for
 * the circuit breaker above it, for the calls that wait for it, and for the page.
 */
final class CheckedCall implements UnaryCall {
    private final UnaryCall call;
    private final AnswerCheck check;

    CheckedCall(UnaryCall call, AnswerCheck check) {
        this.call = call;
        this.check = check;
    }

    @Override
    public Cancellable start(CallContext context, byte[] request, Consumer<CallResult> done) {
        return call.start(
                context, request, result -> done.accept(result instanceof Answer answer ? check.of(answer) : result));
    }
}
