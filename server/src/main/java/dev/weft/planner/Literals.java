package dev.weft.planner;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.expression.Expression.Literal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks literals against the fields that they fill. */
final class Literals {
    private static final long UINT32_MAX = 0xFFFF_FFFFL;

    private Literals() {}

    /** The value of one element of {@code field}, as protobuf-java has it; empty when the literal does not fit. */
    static Optional<Object> fit(Literal literal, FieldDescriptor field) {
        return Optional.ofNullable(value(literal.value(), field));
    }

    private static @Nullable Object value(Object value, FieldDescriptor field) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 -> value instanceof Long it && it.intValue() == it ? it.intValue() : null;
            case INT64, SINT64, SFIXED64 -> value instanceof Long ? value : null;
            case UINT32, FIXED32 -> narrowed(unsigned(value));
            case UINT64, FIXED64 -> unsigned(value);
            case DOUBLE -> real(value);
            case FLOAT -> narrowed(real(value));
            case BOOL -> value instanceof Boolean ? value : null;
            case STRING -> value instanceof String ? value : null;
            case BYTES -> value instanceof ByteString ? value : null;
            case ENUM -> enumValue(value, field);
            case MESSAGE, GROUP -> null;
        };
    }

    private static @Nullable Long unsigned(Object value) {
        if (value instanceof Literal.Unsigned it) {
            return it.bits();
        }
        return value instanceof Long it && it >= 0 ? it : null;
    }

    private static @Nullable Integer narrowed(@Nullable Long value) {
        return value != null && value >= 0 && value <= UINT32_MAX ? value.intValue() : null;
    }

    private static @Nullable Float narrowed(@Nullable Double value) {
        return value != null && Float.isFinite(value.floatValue()) ? value.floatValue() : null;
    }

    private static @Nullable Double real(Object value) {
        if (value instanceof Long it) {
            return it.doubleValue();
        }
        return value instanceof Double it ? it : null;
    }

    private static @Nullable EnumValueDescriptor enumValue(Object value, FieldDescriptor field) {
        return value instanceof Long it && it.intValue() == it
                ? field.getEnumType().findValueByNumber(it.intValue())
                : null;
    }
}
