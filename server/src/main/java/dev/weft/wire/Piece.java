package dev.weft.wire;

/** Encoded fields of one message, checked and measured, ready to be written into it. Confined to the page that it belongs to. */
public final class Piece implements Reading {
    private Piece() {}

    /** Fields that are already encoded. */
    public static Piece encoded(byte[] fields) {
        throw new UnsupportedOperationException();
    }

    /** Whether there is no field in it. */
    public boolean isEmpty() {
        throw new UnsupportedOperationException();
    }

    /** The fields as a serialized message of their own. A piece with inserts has none: write it with a {@link Template}. */
    public byte[] toByteArray() {
        throw new UnsupportedOperationException();
    }
}
