package dev.weft.transcoding;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** How scalars and enums are written: protobuf's JSON mapping. */
final class ScalarWriters {
    static final String NULL_VALUE = "google.protobuf.NullValue";

    private ScalarWriters() {}

    static ValueWriter of(FieldDescriptor field) {
        return switch (field.getType()) {
            case INT32 ->
                (w, at) -> {
                    int value = (int) WireScan.varint(w.source, at);
                    w.out.number(value);
                };
            case SINT32 ->
                (w, at) -> {
                    int value = (int) WireScan.varint(w.source, at);
                    w.out.number(value >>> 1 ^ -(value & 1));
                };
            case UINT32 -> (w, at) -> w.out.number(WireScan.varint(w.source, at) & 0xffffffffL);
            case FIXED32 -> (w, at) -> w.out.number(WireScan.fixed32(w.source, at) & 0xffffffffL);
            case SFIXED32 -> (w, at) -> w.out.number(WireScan.fixed32(w.source, at));
            case INT64 -> (w, at) -> signed(w.out, WireScan.varint(w.source, at));
            case SINT64 ->
                (w, at) -> {
                    long value = WireScan.varint(w.source, at);
                    signed(w.out, value >>> 1 ^ -(value & 1));
                };
            case SFIXED64 -> (w, at) -> signed(w.out, WireScan.fixed64(w.source, at));
            case UINT64 -> (w, at) -> unsigned(w.out, WireScan.varint(w.source, at));
            case FIXED64 -> (w, at) -> unsigned(w.out, WireScan.fixed64(w.source, at));
            case BOOL -> (w, at) -> w.out.ascii(WireScan.varint(w.source, at) == 0 ? "false" : "true");
            case FLOAT -> (w, at) -> w.out.number(Float.intBitsToFloat(WireScan.fixed32(w.source, at)));
            case DOUBLE -> (w, at) -> w.out.number(Double.longBitsToDouble(WireScan.fixed64(w.source, at)));
            case STRING ->
                (w, at) -> {
                    int start = WireScan.afterVarint(w.source, at);
                    w.out.string(w.source, start, start + (int) WireScan.varint(w.source, at));
                };
            case BYTES ->
                (w, at) -> {
                    int start = WireScan.afterVarint(w.source, at);
                    w.out.base64(w.source, start, start + (int) WireScan.varint(w.source, at));
                };
            case ENUM -> EnumWriter.of(field.getEnumType());
            case MESSAGE, GROUP -> throw new IllegalArgumentException(field.getFullName() + ": not a scalar");
        };
    }

    private static void signed(JsonOutput out, long value) {
        out.quote();
        out.number(value);
        out.quote();
    }

    private static void unsigned(JsonOutput out, long value) {
        out.quote();
        out.unsigned(value);
        out.quote();
    }

    /** The wire type of one value of the field, not packed. */
    static int wireType(FieldDescriptor field) {
        return switch (field.getType()) {
            case INT32, INT64, UINT32, UINT64, SINT32, SINT64, BOOL, ENUM -> WireScan.VARINT;
            case FIXED64, SFIXED64, DOUBLE -> WireScan.FIXED64;
            case STRING, BYTES, MESSAGE -> WireScan.LENGTH;
            case GROUP -> WireScan.GROUP_START;
            case FIXED32, SFIXED32, FLOAT -> WireScan.FIXED32;
        };
    }

    /** Whether a value of the field is a JSON string whatever it is. */
    static boolean isQuoted(FieldDescriptor field) {
        return switch (field.getType()) {
            case INT64, UINT64, SINT64, FIXED64, SFIXED64, STRING, BYTES -> true;
            default -> false;
        };
    }

    /** The JSON of a scalar's default. */
    static String absent(FieldDescriptor field) {
        return switch (field.getType()) {
            case INT64, UINT64, SINT64, FIXED64, SFIXED64 -> "\"0\"";
            case STRING, BYTES -> "\"\"";
            case BOOL -> "false";
            case ENUM -> EnumWriter.json(field.getEnumType().getValues().get(0));
            default -> "0";
        };
    }

    /** Writes an enum by its name; a number without one as the number. NullValue is null. */
    private record EnumWriter(Map<Integer, byte[]> names) implements ValueWriter {
        static ValueWriter of(EnumDescriptor type) {
            if (type.getFullName().equals(NULL_VALUE)) {
                return (w, at) -> w.out.ascii("null");
            }
            Map<Integer, byte[]> names = new HashMap<>();
            for (EnumValueDescriptor value : type.getValues()) {
                names.putIfAbsent(value.getNumber(), value.getName().getBytes(StandardCharsets.UTF_8));
            }
            return new EnumWriter(Map.copyOf(names));
        }

        static String json(EnumValueDescriptor value) {
            return value.getType().getFullName().equals(NULL_VALUE) ? "null" : '"' + value.getName() + '"';
        }

        @Override
        public void write(Writing w, int at) {
            int number = (int) WireScan.varint(w.source, at);
            byte[] name = names.get(number);
            if (name == null) {
                w.out.number(number);
            } else {
                w.out.quote();
                w.out.raw(name);
                w.out.quote();
            }
        }
    }
}
