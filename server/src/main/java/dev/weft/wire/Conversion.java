package dev.weft.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;
import org.jspecify.annotations.Nullable;

/** How a scalar or enum value of one type is written as another. */
public enum Conversion {
    /** The bytes are the same. */
    SAME,
    /** int32 into int64. */
    INT32_TO_INT64,
    /** uint32 into uint64. */
    UINT32_TO_UINT64,
    /** sint32 into sint64. */
    SINT32_TO_SINT64,
    /** float into double. */
    FLOAT_TO_DOUBLE;

    /**
     * The conversion of one value (an element, for lists) of {@code source} into {@code target}, or null when there is none.
     * Enums convert when they are of one type, or when every value agrees in number and in name after the prefix.
     */
    public static @Nullable Conversion between(FieldDescriptor source, FieldDescriptor target) {
        throw new UnsupportedOperationException();
    }
}
