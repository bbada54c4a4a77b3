package dev.weft.wire;

import org.jspecify.annotations.Nullable;

/** Encoded fields of one message, checked and measured, ready to be written into it. Confined to the page that it belongs to. */
public final class Piece implements Reading {
    private static final int[] NO_LENGTHS = {};

    private final byte[] source;
    private final @Nullable Node node;
    private final int[] lengths;
    private final int size;
    private final boolean hasInserts;

    /** What {@code node} copies out of {@code source}; with no node, {@code source} as it is. */
    Piece(byte[] source, @Nullable Node node, int[] lengths, int size, boolean hasInserts) {
        this.source = source;
        this.node = node;
        this.lengths = lengths;
        this.size = size;
        this.hasInserts = hasInserts;
    }

    /** Fields that are already encoded. The array is not copied and must not be changed. */
    public static Piece encoded(byte[] fields) {
        return new Piece(fields, null, NO_LENGTHS, fields.length, false);
    }

    /** Whether there is no field in it. What it inserts does not count. */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * The fields as a serialized message of their own.
     *
     * @throws IllegalStateException when the piece has inserts: they are known only to a {@link Template} that is written
     */
    public byte[] toByteArray() {
        if (hasInserts) {
            throw new IllegalStateException("piece: has inserts (expected: one that is complete by itself)");
        }
        byte[] target = new byte[size];
        write(null, target, 0);
        return target;
    }

    int size() {
        return size;
    }

    boolean hasInserts() {
        return hasInserts;
    }

    /** This piece with what is inserted in {@code rendering} counted in. */
    Piece measuredFor(Rendering rendering) {
        if (node == null) {
            return this;
        }
        try {
            Measure measure = Measure.of(source, node, rendering);
            return new Piece(source, node, measure.lengths(), measure.size(), true);
        } catch (MalformedException tooLarge) {
            throw new IllegalStateException("page: " + tooLarge.getMessage(), tooLarge);
        }
    }

    /** Writes the fields, and returns the offset after them. */
    int write(@Nullable Rendering rendering, byte[] target, int at) {
        if (node == null) {
            return Bytes.copy(source, 0, source.length, target, at);
        }
        return Write.fields(source, node, lengths, rendering, target, at);
    }
}
