package dev.weft.wire;

import org.jspecify.annotations.Nullable;

/**
 * What is done with one source field. Several actions on one field are linked; the first also says how its occurrences
 * are tracked. Written by {@link ProjectionCompiler}, then never changed.
 */
final class Action {
    /** Nothing is copied: the field is only tracked, because it shares a oneof with one that is. */
    static final int TRACK = 0;
    /** The bytes of a varint or a fixed-width value. */
    static final int COPY = 1;

    static final int STRING = 2;
    static final int BYTES = 3;
    static final int WIDEN_SIGNED = 4;
    static final int WIDEN_UNSIGNED = 5;
    static final int WIDEN_FLOAT = 6;
    /** A message, projected by {@link #node} into a message field. */
    static final int MESSAGE = 7;
    /** A message, whose fields {@link #node} projects into the message that is being filled. */
    static final int DESCEND = 8;

    // The usual kinds of fields: one action, of which there is nothing to know but the wire type.
    static final int VARINT = 1;
    static final int FIXED = 2;
    static final int TEXT = 3;
    static final int BLOB = 4;
    static final int SUBMESSAGE = 5;

    /** All other fields. */
    static final int ODD = 0;

    /** The bits of usual fields are in the word before. */
    static final int ODD_WORD = 1;

    /** How many bytes of a varint hold the 32 bits of a narrow field: all but the high half of the last. */
    private static final int LONGEST_NARROW = 5;

    /** Of {@link #packedTag}: the field cannot be packed. */
    static final int NEVER = 0;

    final int operation;
    final int sourceTag;
    final int sourceTagSize;
    final int targetTag;

    /** What {@link Walk} distinguishes once for each field. */
    int kind = ODD;

    /** Of a fixed-width value: its bytes. */
    final int width;

    /** The tag of a chunk of packed values. */
    int packedTag = NEVER;

    int targetPackedTag = NEVER;

    /** Whether every value is copied, without a look at it. */
    boolean always = true;

    boolean keepsZero = true;

    /** Whether only the low 32 bits of a varint count. */
    boolean narrow;

    /** The numbers that a closed enum, source or target, knows; null when there is none. */
    @Nullable
    KnownNumbers known;

    /** Whether an unknown number counts as if the field did not occur: the source is a closed enum. */
    boolean unknownIsAbsent;

    /** Whether an unknown number drops the whole message: a map's entry. */
    boolean unknownDropsMessage;

    /** Of MESSAGE and DESCEND. */
    @Nullable
    Node node;

    boolean repeated;

    /** The index of the source oneof that the field is in, or -1. */
    int oneof = -1;

    /** Which word of a message's seen bits holds the field's bit; a oneof's fields share theirs. */
    int seenWord = ODD_WORD;

    /** The bit in that word; 0 when the field may occur any number of times. */
    long seenBit;

    /** The next action on the same field. */
    @Nullable
    Action next;

    Action(int operation, int sourceTag, int targetTag) {
        this.operation = operation;
        this.sourceTag = sourceTag;
        this.sourceTagSize = Tag.size(sourceTag);
        this.targetTag = targetTag;
        this.width = Tag.wireType(sourceTag) == Tag.FIXED32 ? Integer.BYTES : Long.BYTES;
    }

    void setSeenBit(int index) {
        seenWord = index / Long.SIZE;
        seenBit = 1L << index;
    }

    /** Whether what is written of the field is what was read, if it says nothing unusual. */
    boolean copiesAll() {
        return kind != ODD && sourceTag == targetTag && (node == null || node.verbatim);
    }

    /** The kind of the field, once all else is settled. */
    int usualKind() {
        if (next != null || unknownIsAbsent || unknownDropsMessage) {
            return ODD;
        }
        return switch (operation) {
            case COPY -> Tag.wireType(sourceTag) == Tag.VARINT ? VARINT : FIXED;
            case STRING -> TEXT;
            case BYTES -> BLOB;
            case MESSAGE -> SUBMESSAGE;
            default -> ODD;
        };
    }

    Node child() {
        if (node == null) {
            throw new IllegalStateException("operation: " + operation + " (expected: one that has a node)");
        }
        return node;
    }

    /** Whether a chunk of packed values is copied as it is. */
    boolean copiesChunks() {
        return operation == COPY && always;
    }

    /** As {@link #keeps}, for a varint: of most, the highest bits that count say it. */
    boolean keepsVarint(byte[] bytes, int start, int end) {
        return always || (known == null && highestBits(bytes, start, end) != 0) || keeps(bytes, start, end);
    }

    private int highestBits(byte[] bytes, int start, int end) {
        return narrow && end - start >= LONGEST_NARROW ? bytes[start + LONGEST_NARROW - 1] & 0x0f : bytes[end - 1];
    }

    /** Whether the scalar in {@code [start, end)} is copied. */
    boolean keeps(byte[] bytes, int start, int end) {
        return always || ((keepsZero || !isZero(bytes, start, end)) && isKnown(bytes, start, end));
    }

    /** Whether the number in {@code [start, end)} is one that the enum declares; true of all else. */
    boolean isKnown(byte[] bytes, int start, int end) {
        return known == null || known.contains((int) Varint.value(bytes, start, end));
    }

    private boolean isZero(byte[] bytes, int start, int end) {
        if (operation == STRING || operation == BYTES) {
            return start == end;
        }
        if (end == start + 1) {
            return bytes[start] == 0;
        }
        if (Tag.wireType(sourceTag) == Tag.VARINT) {
            if (highestBits(bytes, start, end) != 0) {
                return false;
            }
            long value = Varint.value(bytes, start, end);
            return narrow ? (int) value == 0 : value == 0;
        }
        return Bytes.isZero(bytes, start, end);
    }
}
