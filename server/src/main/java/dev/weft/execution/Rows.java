package dev.weft.execution;

import dev.weft.wire.Piece;
import org.jspecify.annotations.Nullable;

/**
 * What the calls that are made for each element of a list have brought: in each slot one piece for each element. For one
 * execution.
 */
final class Rows {
    /** Of a page without such calls. */
    static final Rows NONE = new Rows(0);

    private final @Nullable Piece[] @Nullable [] pieces;
    private long bytes;

    Rows(int slots) {
        this.pieces = new Piece[slots][];
    }

    /** Makes room for a slot. */
    void open(int slot, int elements) {
        pieces[slot] = new Piece[elements];
    }

    void put(int slot, int element, Piece piece) {
        @Nullable Piece[] column = pieces[slot];
        if (column != null) {
            column[element] = piece;
            bytes += piece.size();
        }
    }

    /** How large all that was put there is. */
    long bytes() {
        return bytes;
    }

    /** What stands there for the element; null when there is nothing, or no element of that number. */
    @Nullable
    Piece get(int slot, int element) {
        @Nullable Piece[] column = slot < pieces.length ? pieces[slot] : null;
        return column == null || element < 0 || element >= column.length ? null : column[element];
    }
}
