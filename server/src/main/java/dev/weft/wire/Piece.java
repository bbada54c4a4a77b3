package dev.weft.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Encoded fields of one message, checked, ready to be written into it. Immutable. */
public final class Piece implements Reading {
    /** What may stay unused behind the fields of a piece that is kept. */
    private static final int SPARE_BYTES = 64;

    private final byte[] fields;
    private final int size;
    private final @Nullable Origin origin;

    private Piece(byte[] fields, int size, @Nullable Origin origin) {
        this.fields = fields;
        this.size = size;
        this.origin = origin;
    }

    static Piece written(Output output) {
        return new Piece(output.array(), output.size(), null);
    }

    /** What was written without its inserts; with them, it is written again out of the source. */
    static Piece inserting(Output output, Node node, byte[] source) {
        return new Piece(output.array(), output.size(), new Origin(node, source));
    }

    /** Fields that are already encoded. The array is not copied and must not be changed. */
    public static Piece encoded(byte[] fields) {
        return new Piece(fields, fields.length, null);
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
        if (origin != null) {
            throw new IllegalStateException("piece: has inserts (expected: one that is complete by itself)");
        }
        return Arrays.copyOf(fields, size);
    }

    /** How many bytes it takes. What it inserts does not count. */
    public int size() {
        return size;
    }

    /** The same for whom it is kept long: without the room that was left when it was written. */
    public Piece trimmed() {
        return fields.length - size <= SPARE_BYTES ? this : new Piece(Arrays.copyOf(fields, size), size, origin);
    }

    /** How many bytes it holds on to, beside the message that it was read from. */
    public int heldBytes(byte[] message) {
        int written = fields == message ? 0 : fields.length;
        return origin == null || origin.source() == message ? written : written + origin.source().length;
    }

    /** Whether it is not complete by itself, but holds on to the message that it was read from. */
    public boolean hasInserts() {
        return origin != null;
    }

    /** This piece with what is inserted in {@code rendering}. */
    Piece completedBy(Rendering rendering) {
        if (origin == null) {
            return this;
        }
        try {
            return written(Walk.over(origin.source(), origin.node(), rendering, origin.source().length)
                    .output());
        } catch (MalformedException tooLarge) {
            throw new IllegalStateException("page: " + tooLarge.getMessage(), tooLarge);
        }
    }

    /** Writes the fields, and returns the offset after them. */
    int write(byte[] target, int at) {
        return Bytes.copy(fields, 0, size, target, at);
    }

    /** What a piece with inserts is written of. */
    private record Origin(Node node, byte[] source) {}
}
