package dev.weft.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;

/** Encodes literal values. */
public final class Constants {
    private Constants() {}

    /** The field, tag and value, with the value that protobuf-java's {@code Message.Builder.setField} would take for it. */
    public static byte[] encode(FieldDescriptor field, Object value) {
        throw new UnsupportedOperationException();
    }
}
