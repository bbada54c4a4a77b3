package dev.weft.execution;

import dev.weft.plan.Read;
import dev.weft.wire.Piece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a plan wants of a message. */
final class Pieces {
    private Pieces() {}

    /** One piece for each of the reads, in their order; null when the message is damaged. */
    static @Nullable List<Piece> read(List<Read> reads, byte[] message) {
        List<Piece> pieces = new ArrayList<>(reads.size());
        for (Read read : reads) {
            if (!(read.projection().read(message) instanceof Piece piece)) {
                return null;
            }
            pieces.add(piece);
        }
        return pieces;
    }
}
