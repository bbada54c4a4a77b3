package dev.weft.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page while it is written: the pieces in its slots, those with inserts written again now that the inserts are
 * known.
 */
final class Rendering {
    private static final byte[] NOTHING = {};

    private final @Nullable Piece[] slots;
    private Deriver deriver;
    private final @Nullable Piece[] complete;
    private final boolean[] started;
    private int depth;

    /**
     * From how many bytes fields may still be worked out for the message at hand, at all depths. What it holds and may read, once for each
     * level, would do where every message is looked at in one place: this ends what doubles at every level, or never gets smaller.
     */
    private long left;

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

    /** How large all is that may be read beside the message at hand. */
    private long elsewhere() {
        long bytes = deriver.bytes();
        for (Piece piece : slots) {
            bytes += piece == null ? 0 : piece.size();
        }
        return bytes;
    }

    /** The encoded fields that are worked out of {@code message}. */
    byte[] derive(int index, byte[] message) {
        if (depth == 0) {
            left = Tag.DEEPEST * (message.length + 1 + elsewhere());
        }
        left -= message.length + 1;
        if (depth == Tag.DEEPEST || left < 0) {
            deriver.leaveOut(index);
            return NOTHING;
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
        // It is not inside of what it is inserted into, and the same wherever it is.
        Deriver here = deriver;
        int depthHere = depth;
        long leftHere = left;
        deriver = here.elsewhere();
        depth = 0;
        Piece whole = piece.completedBy(this);
        deriver = here;
        depth = depthHere;
        left = leftHere;
        complete[index] = whole;
        return whole;
    }
}
