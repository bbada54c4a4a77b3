package dev.weft.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One part of a message that is composed from pieces. */
public sealed interface Part {
    /**
     * The piece in a slot.
     *
     * @param index which slot
     * @param otherwise the encoded fields to write when there is no piece there or an empty one; null for none
     */
    record Slot(int index, byte @Nullable [] otherwise) implements Part {}

    /** Encoded fields that are always the same. */
    record Constant(byte[] fields) implements Part {}

    /** A message field composed of parts of its own, left out when they are all empty. */
    record Nested(int number, List<Part> parts) implements Part {}
}
