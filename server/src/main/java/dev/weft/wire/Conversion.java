package dev.weft.wire;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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

    /** Where a word ends in the name of a type, and another begins. */
    private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

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
        return (sameFirst || !isMapValue(source))
                && (sameInOrder(from, to) || values(from).equals(values(to)));
    }

    /** Most that agree do so value by value: schemas of many pages ask this of the same few enums again and again. */
    private static boolean sameInOrder(EnumDescriptor from, EnumDescriptor to) {
        List<EnumValueDescriptor> ours = from.getValues();
        List<EnumValueDescriptor> theirs = to.getValues();
        String ourPrefix = prefix(from);
        String theirPrefix = prefix(to);
        boolean same = ours.size() == theirs.size();
        for (int i = 0; same && i < ours.size(); i++) {
            same = ours.get(i).getNumber() == theirs.get(i).getNumber()
                    && withoutPrefix(ours.get(i), ourPrefix).equals(withoutPrefix(theirs.get(i), theirPrefix));
        }
        return same;
    }

    private static boolean isMapValue(FieldDescriptor field) {
        return field.getContainingType().getOptions().getMapEntry();
    }

    private record EnumValue(int number, String name) {}

    private static Set<EnumValue> values(EnumDescriptor type) {
        String prefix = prefix(type);
        return type.getValues().stream()
                .map(value -> new EnumValue(value.getNumber(), withoutPrefix(value, prefix)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String prefix(EnumDescriptor type) {
        return WORDS.matcher(type.getName()).replaceAll("_").toUpperCase(Locale.ROOT) + "_";
    }

    private static String withoutPrefix(EnumValueDescriptor value, String prefix) {
        String name = value.getName().toUpperCase(Locale.ROOT);
        return name.startsWith(prefix) && name.length() > prefix.length() ? name.substring(prefix.length()) : name;
    }
}
