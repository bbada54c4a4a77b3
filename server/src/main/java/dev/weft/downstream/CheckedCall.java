package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.plan.Read;
import dev.weft.wire.Piece;
import dev.weft.wire.Reading;
import dev.weft.wire.Reading.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads what the page wants of an answer as soon as it is there, so that a damaged answer is the failure of this call: for
 * the circuit breaker above it, for the calls that wait for it, and for the page.
 */
final class CheckedCall implements UnaryCall {
    private final UnaryCall call;
    private final List<Read> reads;

    CheckedCall(UnaryCall call, List<Read> reads) {
        this.call = call;
        this.reads = List.copyOf(reads);
    }

    @Override
    public Cancellable start(CallContext context, byte[] request, Consumer<CallResult> done) {
        return call.start(context, request, result -> done.accept(check(result)));
    }

    private CallResult check(CallResult result) {
        return result instanceof Answer answer ? read(answer.message()) : result;
    }

    private CallResult read(byte[] message) {
        List<Piece> pieces = new ArrayList<>(reads.size());
        for (Read read : reads) {
            Reading reading = read.projection().read(message);
            if (reading instanceof Malformed damage) {
                return malformed(damage);
            }
            pieces.add((Piece) reading);
        }
        return new Answer(message, pieces);
    }

    private static Failure malformed(Malformed damage) {
        return new Failure(
                Code.INTERNAL, "malformed response: %s at byte %d".formatted(damage.reason(), damage.offset()));
    }
}
