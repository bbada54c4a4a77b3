package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.Cancellable;
import java.util.function.Consumer;

/** Makes no call of a downstream that has as many under way as it may have, so that a hanging one takes only its share. */
final class BulkheadCall implements UnaryCall {
    private final UnaryCall inner;
    private final Bulkhead bulkhead;

    /** @param bulkhead of the downstream, shared by all its methods */
    BulkheadCall(UnaryCall inner, Bulkhead bulkhead) {
        this.inner = inner;
        this.bulkhead = bulkhead;
    }

    @Override
    public Cancellable start(CallContext context, byte[] request, Consumer<CallResult> done) {
        if (!bulkhead.enter()) {
            done.accept(
                    Failure.refused(Code.UNAVAILABLE, "%d calls at once are under way".formatted(bulkhead.places())));
            return () -> {};
        }
        Place place = new Place();
        try {
            Cancellable call = inner.start(context, request, result -> {
                place.leave();
                done.accept(result);
            });
            return () -> {
                place.leave();
                call.cancel();
            };
        } catch (RuntimeException e) {
            place.leave();
            throw e;
        }
    }

    /** One that was taken: it is given back once. */
    private final class Place {
        private boolean left;

        void leave() {
            if (!left) {
                left = true;
                bulkhead.leave();
            }
        }
    }
}
