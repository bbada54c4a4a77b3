package dev.weft.expression;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that a formula can name.
 *
 * @param name its name
 * @param message its type; of a value that another formula has, the type that wraps it
 * @param field of a value that another formula has: the field of {@code message} that it stands in
 */
public record Variable(String name, Descriptor message, Optional<FieldDescriptor> field) {
    /** A message: the request, the response of a call, {@code this}. */
    public static Variable message(String name, Descriptor type) {
        return new Variable(name, type, Optional.empty());
    }

    /** What another formula has worked out. */
    public static Variable value(String name, FieldDescriptor value) {
        return new Variable(name, value.getContainingType(), Optional.of(value));
    }

    /** What an expression reads that goes on without the variable: nothing is set in it. */
    public Object nothing() {
        if (field.isEmpty()) {
            return DynamicMessage.getDefaultInstance(message);
        }
        if (field.get().isMapField()) {
            return Map.of();
        }
        return field.get().isRepeated() ? List.of() : single(field.get());
    }

    private static Object single(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                ? DynamicMessage.getDefaultInstance(field.getMessageType())
                : field.getDefaultValue();
    }
}
