package dev.weft.wire;

import org.jspecify.annotations.Nullable;

/**
 * What is done with one source field. Several actions on one field are linked; the first also says how its occurrences
 * are tracked. Written by {@link Compiler}, then never changed.
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

    /** A varint of fewer bytes than this has no bits that a narrow field drops. */
    private static final int FIRST_LONG_VARINT = 5;

    /** Of {@link #packedTag}: the field cannot be packed. */
    static final int NEVER = 0;

    final int operation;
    final int sourceTag;
    final int targetTag;
    final int targetTagSize;

    /** The tag of a chunk of packed values. */
    int packedTag = NEVER;

    int targetPackedTag = NEVER;

    /** Whether the value's bytes, with their length if they have one, are written as they came. */
    final boolean verbatim;

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
    int seenWord;

    /** The bit in that word; 0 when the field may occur any number of times. */
    long seenBit;

    /** The next action on the same field. */
    @Nullable
    Action next;

    Action(int operation, int sourceTag, int targetTag) {
        this.operation = operation;
        this.sourceTag = sourceTag;
        this.targetTag = targetTag;
        this.verbatim = operation == COPY || operation == STRING || operation == BYTES;
        this.targetTagSize = Tag.size(targetTag);
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
            if (bytes[end - 1] != 0 && (!narrow || end - start < FIRST_LONG_VARINT)) {
                return false;
            }
            long value = Varint.value(bytes, start, end);
            return narrow ? (int) value == 0 : value == 0;
        }
        return Bytes.isZero(bytes, start, end);
    }
}
