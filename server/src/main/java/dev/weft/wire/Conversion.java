package dev.weft.wire;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
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
     * The conversion of one value (an element, for lists) of {@code source} into {@code target}, or null when there is
     * none. Enums convert when they are of one type, or when every value agrees in number and in name after the prefix.
     * (As values of maps they must also agree in their first value: it is what an entry without a value means.)
     */
    public static @Nullable Conversion between(FieldDescriptor source, FieldDescriptor target) {
        Type from = source.getType();
        Type to = target.getType();
        if (from == Type.ENUM && to == Type.ENUM) {
            return sameEnums(source, target) ? SAME : null;
        }
        if (from == to) {
            return from == Type.MESSAGE || from == Type.GROUP ? null : SAME;
        }
        return widening(from, to);
    }

    private static @Nullable Conversion widening(Type from, Type to) {
        if (from == Type.INT32 && to == Type.INT64) {
            return INT32_TO_INT64;
        }
        if (from == Type.UINT32 && to == Type.UINT64) {
            return UINT32_TO_UINT64;
        }
        if (from == Type.SINT32 && to == Type.SINT64) {
            return SINT32_TO_SINT64;
        }
        return from == Type.FLOAT && to == Type.DOUBLE ? FLOAT_TO_DOUBLE : null;
    }

    private static boolean sameEnums(FieldDescriptor source, FieldDescriptor target) {
        EnumDescriptor from = source.getEnumType();
        EnumDescriptor to = target.getEnumType();
        if (from.getFullName().equals(to.getFullName())) {
            return true;
        }
        boolean sameFirst =
                from.getValues().get(0).getNumber() == to.getValues().get(0).getNumber();
        return (sameFirst || !isMapValue(source)) && values(from).equals(values(to));
    }

    private static boolean isMapValue(FieldDescriptor field) {
        return field.getContainingType().getOptions().getMapEntry();
    }

    private record EnumValue(int number, String name) {}

    private static Set<EnumValue> values(EnumDescriptor type) {
        String prefix = type.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_") + "_";
        return type.getValues().stream()
                .map(value -> new EnumValue(value.getNumber(), withoutPrefix(value, prefix)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String withoutPrefix(EnumValueDescriptor value, String prefix) {
        String name = value.getName().toUpperCase(Locale.ROOT);
        String upper = prefix.toUpperCase(Locale.ROOT);
        return name.startsWith(upper) && name.length() > upper.length() ? name.substring(upper.length()) : name;
    }
}
