package dev.weft.transcoding;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/** The texts of scalars and enums, each in the full range of its type. */
final class TextReaders {
    private static final BigInteger LEAST_32 = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final BigInteger MOST_32 = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger MOST_UNSIGNED_32 = BigInteger.valueOf(0xffffffffL);
    private static final BigInteger LEAST_64 = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST_64 = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MOST_UNSIGNED_64 =
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private TextReaders() {}

    static TextReader of(FieldDescriptor field) {
        return switch (field.getType()) {
            case INT32 -> (text, out) -> out.varint(signed32(text));
            case SINT32 ->
                (text, out) -> {
                    int value = (int) signed32(text);
                    out.varint(Integer.toUnsignedLong(value << 1 ^ value >> 31));
                };
            case SFIXED32 -> (text, out) -> out.fixed32((int) signed32(text));
            case UINT32 -> (text, out) -> out.varint(NumberText.whole(text, BigInteger.ZERO, MOST_UNSIGNED_32));
            case FIXED32 -> (text, out) -> out.fixed32((int) NumberText.whole(text, BigInteger.ZERO, MOST_UNSIGNED_32));
            case INT64 -> (text, out) -> out.varint(signed64(text));
            case SINT64 ->
                (text, out) -> {
                    long value = signed64(text);
                    out.varint(value << 1 ^ value >> 63);
                };
            case SFIXED64 -> (text, out) -> out.fixed64(signed64(text));
            case UINT64 -> (text, out) -> out.varint(NumberText.whole(text, BigInteger.ZERO, MOST_UNSIGNED_64));
            case FIXED64 -> (text, out) -> out.fixed64(NumberText.whole(text, BigInteger.ZERO, MOST_UNSIGNED_64));
            case FLOAT -> (text, out) -> out.fixed32(Float.floatToIntBits(NumberText.smallReal(text)));
            case DOUBLE -> (text, out) -> out.fixed64(Double.doubleToLongBits(NumberText.real(text)));
            case BOOL -> TextReaders::bool;
            case STRING -> (text, out) -> out.string(text);
            case BYTES -> TextReaders::bytes;
            case ENUM -> EnumText.of(field.getEnumType());
            case MESSAGE, GROUP -> throw new IllegalArgumentException(field.getFullName() + ": not a scalar");
        };
    }

    private static long signed32(String text) throws BadValueException {
        return NumberText.whole(text, LEAST_32, MOST_32);
    }

    private static long signed64(String text) throws BadValueException {
        return NumberText.whole(text, LEAST_64, MOST_64);
    }

    private static void bool(String text, WireOutput out) throws BadValueException {
        if (!text.equals("true") && !text.equals("false")) {
            throw BadValueException.of(text, "true or false");
        }
        out.varint(text.equals("true") ? 1 : 0);
    }

    private static void bytes(String text, WireOutput out) throws BadValueException {
        byte[] value = Base64Text.decode(text);
        if (value == null) {
            throw BadValueException.of(text, "base64");
        }
        out.bytes(value);
    }

    /** An enum's value by its name or number; of an open enum any number. */
    private record EnumText(String type, Map<String, Integer> numbers, boolean closed) implements TextReader {
        static EnumText of(EnumDescriptor type) {
            Map<String, Integer> numbers = new HashMap<>();
            for (EnumValueDescriptor value : type.getValues()) {
                numbers.put(value.getName(), value.getNumber());
            }
            if (type.getFullName().equals(ScalarWriters.NULL_VALUE)) {
                numbers.put("null", 0);
            }
            return new EnumText(type.getFullName(), Map.copyOf(numbers), type.isClosed());
        }

        @Override
        public void read(String text, WireOutput out) throws BadValueException {
            Integer number = numbers.get(text);
            out.varint(number == null ? number(text) : number);
        }

        private int number(String text) throws BadValueException {
            try {
                int number = (int) signed32(text);
                if (!closed || numbers.containsValue(number)) {
                    return number;
                }
            } catch (BadValueException e) {
                throw unknown(text);
            }
            throw unknown(text);
        }

        private BadValueException unknown(String text) {
            return BadValueException.ofNewerSchema(text, "a name or number of " + type);
        }
    }
}
