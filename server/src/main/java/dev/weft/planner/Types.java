package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Locale;

/** Words for types. */
final class Types {
    private Types() {}

    static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    }

    /** Whether a path can go on into the field: one message. */
    static boolean isSingularMessage(FieldDescriptor field) {
        return isMessage(field) && !field.isRepeated();
    }

    /** Whether it is a type of protobuf's own, such as google.protobuf.Timestamp. */
    static boolean isWellKnown(Descriptor type) {
        return type.getFile().getPackage().equals("google.protobuf");
    }

    /** {@code int64}, {@code a list of order.v1.Order}, {@code a map from string to int64}. */
    static String describe(FieldDescriptor field) {
        if (field.isMapField()) {
            return "a map from " + single(key(field)) + " to " + single(value(field));
        }
        return field.isRepeated() ? "a list of " + single(field) : single(field);
    }

    /** The type of one value of the field. */
    static String single(FieldDescriptor field) {
        return switch (field.getType()) {
            case ENUM -> field.getEnumType().getFullName();
            case MESSAGE, GROUP -> field.getMessageType().getFullName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    }

    static FieldDescriptor key(FieldDescriptor map) {
        return map.getMessageType().findFieldByNumber(1);
    }

    static FieldDescriptor value(FieldDescriptor map) {
        return map.getMessageType().findFieldByNumber(2);
    }

    /** {@code OfferCard.title}: the field with the name of its message, without the package. */
    static String name(FieldDescriptor field) {
        String packageName = field.getFile().getPackage();
        return packageName.isEmpty() ? field.getFullName() : field.getFullName().substring(packageName.length() + 1);
    }

    /** What could fill one value of the field. */
    static String fitting(FieldDescriptor source, FieldDescriptor target) {
        return switch (target.getType()) {
            case INT64 -> "int64 or int32";
            case UINT64 -> "uint64 or uint32";
            case SINT64 -> "sint64 or sint32";
            case DOUBLE -> "double or float";
            case ENUM -> single(target) + difference(source, target.getEnumType());
            default -> single(target);
        };
    }

    private static String difference(FieldDescriptor source, EnumDescriptor target) {
        String rule = ", or an enum whose every value agrees in number and, after the prefix, in name";
        if (source.getType() != FieldDescriptor.Type.ENUM) {
            return rule;
        }
        EnumDescriptor other = source.getEnumType();
        for (EnumValueDescriptor value : other.getValues()) {
            if (target.findValueByNumber(value.getNumber()) == null) {
                return rule + "; " + target.getFullName() + " has no " + value.getNumber() + ", " + value.getName();
            }
        }
        for (EnumValueDescriptor value : target.getValues()) {
            if (other.findValueByNumber(value.getNumber()) == null) {
                return rule + "; " + other.getFullName() + " has no " + value.getNumber() + ", " + value.getName();
            }
        }
        return rule;
    }
}
