package dev.weft.wire;

import org.jspecify.annotations.Nullable;

/**
 * One page while it is written: the pieces in its slots, those with inserts measured again now that the inserts are
 * known.
 */
final class Rendering {
    private final @Nullable Piece[] slots;
    private final @Nullable Piece[] complete;
    private final boolean[] started;

    Rendering(@Nullable Piece[] slots) {
        this.slots = slots;
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
            return piece.write(this, target, at);
        }
        byte[] otherwise = slot.otherwise();
        return otherwise == null ? at : Bytes.copy(otherwise, 0, otherwise.length, target, at);
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
        Piece measured = piece.measuredFor(this);
        complete[index] = measured;
        return measured;
    }
}
