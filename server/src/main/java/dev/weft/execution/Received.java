package dev.weft.execution;

import dev.weft.plan.PagePlan;
import dev.weft.plan.Read;
import dev.weft.wire.Piece;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what is read of messages into the slots of one execution. */
final class Received {
    private final @Nullable Piece[] slots;

    Received(@Nullable Piece[] slots) {
        this.slots = slots;
    }

    /** Checks and reads the page's request; false when it is damaged. */
    boolean request(PagePlan plan, byte[] message) {
        return plan.requestCheck().read(message) instanceof Piece && keep(plan.requestReads(), message);
    }

    /** False, and nothing is kept, when the message is damaged. */
    boolean keep(List<Read> reads, byte[] message) {
        List<Piece> pieces = Pieces.read(reads, message);
        if (pieces != null) {
            keep(reads, pieces);
        }
        return pieces != null;
    }

    /** @param pieces what was read, in the order of the reads */
    void keep(List<Read> reads, List<Piece> pieces) {
        for (int i = 0; i < reads.size(); i++) {
            slots[reads.get(i).slot()] = pieces.get(i);
        }
    }
}
