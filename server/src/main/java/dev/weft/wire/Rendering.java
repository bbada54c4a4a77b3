package dev.weft.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page while it is written: the pieces in its slots, those with inserts written again now that the inserts are
 * known.
 */
final class Rendering {
    private final @Nullable Piece[] slots;
    private Deriver deriver;
    private final @Nullable Piece[] complete;
    private final boolean[] started;
    private int depth;

    Rendering(@Nullable Piece[] slots, Deriver deriver) {
        this.slots = slots;
        this.deriver = deriver;
        this.complete = new @Nullable Piece[slots.length];
        this.started = new boolean[slots.length];
    }

    /** How many bytes the slot takes. */
    int size(Part.Slot slot) {
        Piece piece = piece(slot.index());
        if (piece != null && piece.size() > 0) {
            return piece.size();
        }
        byte[] otherwise = slot.otherwise();
        return otherwise == null ? 0 : otherwise.length;
    }

    /** Writes the slot, and returns the offset after it. */
    int write(Part.Slot slot, byte[] target, int at) {
        Piece piece = piece(slot.index());
        if (piece != null && piece.size() > 0) {
            return piece.write(target, at);
        }
        byte[] otherwise = slot.otherwise();
        return otherwise == null ? at : Bytes.copy(otherwise, 0, otherwise.length, target, at);
    }

    /** The encoded fields that are worked out of {@code message}. */
    byte[] derive(int index, byte[] message) {
        if (depth == Tag.DEEPEST) {
            throw new IllegalStateException("derived: " + index + " (expected: one that ends)");
        }
        depth++;
        byte[] fields = fields(index, message);
        depth--;
        return fields;
    }

    private byte[] fields(int index, byte[] message) {
        List<Piece> pieces = deriver.derive(index, message).stream()
                .map(piece -> piece.completedBy(this))
                .toList();
        byte[] fields = new byte[pieces.stream().mapToInt(Piece::size).sum()];
        int at = 0;
        for (Piece piece : pieces) {
            at = piece.write(fields, at);
        }
        return fields;
    }

    private @Nullable Piece piece(int index) {
        Piece piece = slots[index];
        if (piece == null || !piece.hasInserts()) {
            return piece;
        }
        Piece known = complete[index];
        if (known != null) {
            return known;
        }
        if (started[index]) {
            throw new IllegalStateException("slot: " + index + " (expected: one that is not inserted into itself)");
        }
        started[index] = true;
        Deriver here = deriver;
        deriver = here.elsewhere();
        Piece whole = piece.completedBy(this);
        deriver = here;
        complete[index] = whole;
        return whole;
    }
}
