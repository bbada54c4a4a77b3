package dev.weft.wire;

import org.jspecify.annotations.Nullable;

/**
 * Encoded fields of one message, checked and measured, ready to be written into it. Confined to the page that it
 * belongs to.
 */
public final class Piece implements Reading {
    private final Script script;
    private final int size;
    private final @Nullable Node inserting;

    private Piece(Script script, int size, @Nullable Node inserting) {
        this.script = script;
        this.size = size;
        this.inserting = inserting;
    }

    /** What was measured; {@code inserting} measures it again when it has inserts, and is null when it has none. */
    static Piece measured(Measure measure, @Nullable Node inserting) {
        return new Piece(measure.script(), measure.size(), inserting);
    }

    /** Fields that are already encoded. The array is not copied and must not be changed. */
    public static Piece encoded(byte[] fields) {
        return new Piece(Script.whole(fields), fields.length, null);
    }

    /** Whether there is no field in it. What it inserts does not count. */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * The fields as a serialized message of their own.
     *
     * @throws IllegalStateException when the piece has inserts: only a {@link Template} that is written knows them
     */
    public byte[] toByteArray() {
        if (inserting != null) {
            throw new IllegalStateException("piece: has inserts (expected: one that is complete by itself)");
        }
        byte[] target = new byte[size];
        script.write(null, target, 0);
        return target;
    }

    /** How many bytes it takes. What it inserts does not count. */
    public int size() {
        return size;
    }

    boolean hasInserts() {
        return inserting != null;
    }

    /** This piece with what is inserted in {@code rendering} counted in. */
    Piece measuredFor(Rendering rendering) {
        if (inserting == null) {
            return this;
        }
        try {
            return measured(Measure.of(script.source(), inserting, rendering), inserting);
        } catch (MalformedException tooLarge) {
            throw new IllegalStateException("page: " + tooLarge.getMessage(), tooLarge);
        }
    }

    /** Writes the fields, and returns the offset after them. */
    int write(Rendering rendering, byte[] target, int at) {
        return script.write(rendering, target, at);
    }
}
