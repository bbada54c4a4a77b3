package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.wire.Piece;
import dev.weft.wire.Projection;
import dev.weft.wire.Reading;
import dev.weft.wire.Reading.Malformed;
import java.util.Optional;

/** Hands on, of each message, what its type declares; a damaged one ends the stream as its failure. */
final class CheckedStreamingCall implements StreamingCall {
    private final StreamingCall inner;
    private final Projection message;

    /** @param message every declared field of the method's answers */
    CheckedStreamingCall(StreamingCall inner, Projection message) {
        this.inner = inner;
        this.message = message;
    }

    @Override
    public Stream start(StreamContext context, Listener listener) {
        Checked checked = new Checked();
        checked.relayTo(inner.start(context, new RelayedListener(listener) {
            @Override
            public void message(byte[] received) {
                Reading reading = message.read(received);
                if (reading instanceof Malformed damage) {
                    checked.cancel();
                    ended(Optional.of(malformed(damage)));
                } else {
                    super.message(((Piece) reading).toByteArray());
                }
            }
        }));
        return checked;
    }

    private static Failure malformed(Malformed damage) {
        return new Failure(
                Code.INTERNAL, "malformed response: %s at byte %d".formatted(damage.reason(), damage.offset()));
    }

    private static final class Checked extends RelayedStream {}
}
