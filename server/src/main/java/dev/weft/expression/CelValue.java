package dev.weft.expression;

import com.google.common.primitives.UnsignedLong;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.cel.common.values.CelByteString;
import java.util.List;

/** Makes values of CEL from values of protobuf. */
public final class CelValue {
    private CelValue() {}

    /** The value of {@code field} as formulas read it; {@code value} is as protobuf-java has it, of a list a list. */
    public static Object of(FieldDescriptor field, Object value) {
        return field.isRepeated()
                ? ((List<?>) value).stream().map(each -> single(field, each)).toList()
                : single(field, value);
    }

    private static Object single(FieldDescriptor field, Object value) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 -> ((Integer) value).longValue();
            case UINT32, FIXED32 -> UnsignedLong.fromLongBits(Integer.toUnsignedLong((Integer) value));
            case UINT64, FIXED64 -> UnsignedLong.fromLongBits((Long) value);
            case FLOAT -> ((Float) value).doubleValue();
            case ENUM -> (long) ((EnumValueDescriptor) value).getNumber();
            case BYTES -> CelByteString.of(((ByteString) value).toByteArray());
            default -> value;
        };
    }
}
