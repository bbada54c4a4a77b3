package dev.weft.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;

/** Encodes literal values. */
public final class Constants {
    private Constants() {}

    /**
     * The field, tag and value, with the value that protobuf-java's {@code Message.Builder.setField} would take for it:
     * a list when the field is repeated. Nothing when the value is the default of a field without presence.
     *
     * @throws RuntimeException as {@code setField} does, when the value is not of the field's type
     */
    public static byte[] encode(FieldDescriptor field, Object value) {
        return DynamicMessage.newBuilder(field.getContainingType())
                .setField(field, value)
                .buildPartial()
                .toByteArray();
    }
}
