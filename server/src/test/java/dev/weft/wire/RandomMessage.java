package dev.weft.wire;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Random messages of a type, serialized in odd but legal ways. */
final class RandomMessage {
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "hello",
            "twelve chars",
            "a string of thirty-one letters!",
            "žluťoučký kůň",
            "日本",
            "8 bytes!🙂",
            "\u0000");

    private final Random random;
    private final Hits hits;
    private final int deepest;

    RandomMessage(Random random, Hits hits, int deepest) {
        this.random = random;
        this.hits = hits;
        this.deepest = deepest;
    }

    byte[] of(Descriptor type) {
        byte[] bytes = message(type, 0);
        hits.hitIf(bytes.length == 0, Case.EMPTY_SOURCE);
        return bytes;
    }

    private byte[] message(Descriptor type, int depth) {
        Wire out = Wire.wire();
        Fields fields = new Fields();
        int count = random.nextInt(depth >= deepest ? 2 : 8);
        FieldDescriptor field = null;
        for (int i = 0; i < count; i++) {
            if (random.nextInt(8) == 0) {
                unknown(out, type, 0);
                continue;
            }
            if (field == null || random.nextInt(4) > 0) {
                field = type.getFields().get(random.nextInt(type.getFields().size()));
            }
            if (depth < deepest || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                write(out, field, depth, fields);
            }
        }
        return out.toBytes();
    }

    /** What a message has held so far. */
    private static final class Fields {
        final Set<FieldDescriptor> all = new HashSet<>();
        final Set<FieldDescriptor> chunks = new HashSet<>();
        final Map<OneofDescriptor, FieldDescriptor> members = new HashMap<>();
        final Map<FieldDescriptor, byte[]> keys = new HashMap<>();
    }

    private void write(Wire out, FieldDescriptor field, int depth, Fields fields) {
        if (field.isMapField()) {
            byte[] key = key(field, fields);
            length(tag(out, field.getNumber(), 2), entry(field.getMessageType(), key, depth + 1));
            return;
        }
        if (field.isPackable() && random.nextBoolean()) {
            hits.hit(Case.PACKED_CHUNK);
            hits.hitIf(fields.all.contains(field) && !fields.chunks.contains(field), Case.CHUNKS_AND_ELEMENTS_MIXED);
            fields.chunks.add(field);
            chunk(out, field);
        } else {
            hits.hitIf(field.isRepeated(), Case.UNPACKED_ELEMENT);
            countSingular(field, fields);
            one(out, field, depth);
        }
        fields.all.add(field);
    }

    private void countSingular(FieldDescriptor field, Fields fields) {
        if (field.isRepeated()) {
            return;
        }
        OneofDescriptor oneof = field.getRealContainingOneof();
        boolean before = fields.all.contains(field);
        if (oneof != null) {
            FieldDescriptor member = fields.members.put(oneof, field);
            boolean replaced = member != null && member != field;
            hits.hitIf(replaced, Case.ONEOF_MEMBER_REPLACED);
            hits.hitIf(replaced && before, Case.ONEOF_MEMBER_COMES_BACK);
            before &= !replaced;
        }
        hits.hitIf(before && field.getType() == Type.MESSAGE, Case.MESSAGE_IN_PARTS);
        hits.hitIf(before && field.getJavaType() != FieldDescriptor.JavaType.MESSAGE, Case.SCALAR_TWICE);
    }

    /** A key, as a field: sometimes that of the entry before. */
    private byte[] key(FieldDescriptor map, Fields fields) {
        byte[] before = fields.keys.get(map);
        if (before != null && random.nextBoolean()) {
            hits.hit(Case.MAP_KEY_TWICE);
            return before;
        }
        Wire out = Wire.wire();
        one(out, Mapping.key(map), 0);
        fields.keys.put(map, out.toBytes());
        return out.toBytes();
    }

    private byte[] entry(Descriptor type, byte[] keyField, int depth) {
        Wire out = Wire.wire();
        FieldDescriptor key = type.findFieldByNumber(1);
        FieldDescriptor value = type.findFieldByNumber(2);
        boolean hasKey = random.nextInt(8) > 0;
        boolean hasValue = random.nextInt(8) > 0;
        hits.hitIf(!hasKey, Case.MAP_WITHOUT_KEY);
        hits.hitIf(!hasValue, Case.MAP_WITHOUT_VALUE);
        boolean valueFirst = random.nextInt(4) == 0;
        if (hasValue && valueFirst) {
            one(out, value, depth);
        }
        if (hasKey) {
            out.raw(keyField);
        }
        if (hasValue && !valueFirst) {
            one(out, value, depth);
        }
        if (random.nextInt(8) == 0) {
            unknown(out, type, 0);
        }
        if (hasKey && random.nextInt(8) == 0) {
            hits.hit(Case.MAP_FIELD_TWICE_IN_ENTRY);
            one(out, key, depth);
        }
        // Of a known and an unknown number of a closed enum, parsers disagree which counts.
        if (hasValue && random.nextInt(8) == 0 && !value.legacyEnumFieldTreatedAsClosed()) {
            hits.hit(Case.MAP_FIELD_TWICE_IN_ENTRY);
            one(out, value, depth);
        }
        return out.toBytes();
    }

    private void one(Wire out, FieldDescriptor field, int depth) {
        int number = field.getNumber();
        switch (field.getType()) {
            case GROUP -> {
                hits.hit(Case.DECLARED_GROUP);
                tag(out, number, 3).raw(message(field.getMessageType(), depth + 1));
                tag(out, number, 4);
            }
            case MESSAGE -> {
                byte[] content = message(field.getMessageType(), depth + 1);
                hits.hitIf(content.length == 0, Case.EMPTY_MESSAGE);
                length(tag(out, number, 2), content);
            }
            case STRING -> length(tag(out, number, 2), text());
            case BYTES -> length(tag(out, number, 2), bytes());
            default -> element(tag(out, number, Tag.wireTypeOf(field)), field);
        }
    }

    private byte[] text() {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hits.hitIf(bytes.length == 0, Case.EMPTY_STRING);
        hits.hitIf(bytes.length > text.length(), Case.MULTIBYTE_STRING);
        return bytes;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        return bytes;
    }

    private void chunk(Wire out, FieldDescriptor field) {
        Wire content = Wire.wire();
        int count = random.nextInt(5);
        hits.hitIf(count == 0, Case.EMPTY_CHUNK);
        for (int i = 0; i < count; i++) {
            element(content, field);
        }
        length(tag(out, field.getNumber(), 2), content.toBytes());
    }

    private void element(Wire out, FieldDescriptor field) {
        switch (field.getType()) {
            case FLOAT -> out.little(Float.floatToRawIntBits((float) floating()), 4);
            case DOUBLE -> out.little(Double.doubleToRawLongBits(floating()), 8);
            case FIXED32, SFIXED32 -> out.little(integer(), 4);
            case FIXED64, SFIXED64 -> out.little(integer(), 8);
            case BOOL -> value(out, bool());
            case ENUM -> value(out, enumNumber(field));
            case INT32 -> value(out, int32((int) integer()));
            case UINT32, SINT32 -> value(out, Integer.toUnsignedLong((int) integer()) | highBits());
            default -> value(out, integer());
        }
    }

    private long integer() {
        long value =
                switch (random.nextInt(6)) {
                    case 0 -> 0;
                    case 1 -> 1;
                    case 2 -> -1 - random.nextInt(100);
                    case 3 -> random.nextInt();
                    case 4 -> random.nextLong();
                    default -> random.nextInt(300);
                };
        hits.hitIf(value == 0, Case.EXPLICIT_ZERO);
        hits.hitIf(value < 0, Case.NEGATIVE_INT);
        return value;
    }

    private double floating() {
        double value =
                switch (random.nextInt(5)) {
                    case 0 -> 0.0;
                    case 1 -> -0.0;
                    case 2 -> Double.NaN;
                    case 3 -> Double.NEGATIVE_INFINITY;
                    default -> random.nextGaussian();
                };
        hits.hitIf(Double.isNaN(value), Case.NOT_A_NUMBER);
        hits.hitIf(Double.doubleToRawLongBits(value) == Long.MIN_VALUE, Case.NEGATIVE_ZERO);
        return value;
    }

    private long bool() {
        int value = random.nextInt(4);
        hits.hitIf(value > 1, Case.BOOL_OTHER_THAN_ONE);
        return value == 3 ? 1L << 40 : value;
    }

    private long int32(int value) {
        if (value < 0 && random.nextInt(4) == 0) {
            hits.hit(Case.NEGATIVE_INT32_IN_FIVE_BYTES);
            return Integer.toUnsignedLong(value);
        }
        long high = highBits();
        return high == 0 ? value : Integer.toUnsignedLong(value) | high;
    }

    private long highBits() {
        if (random.nextInt(12) > 0) {
            return 0;
        }
        hits.hit(Case.INT32_WITH_HIGH_BITS);
        return (1L + random.nextInt(1000)) << 32;
    }

    private long enumNumber(FieldDescriptor field) {
        EnumDescriptor type = field.getEnumType();
        boolean unknown = random.nextInt(4) == 0;
        int number = unknown
                ? 77 - random.nextInt(2) * 100
                : type.getValues().get(random.nextInt(type.getValues().size())).getNumber();
        hits.hitIf(number < 0, Case.NEGATIVE_ENUM);
        if (unknown) {
            boolean closed = field.legacyEnumFieldTreatedAsClosed();
            hits.hit(closed ? Case.UNKNOWN_CLOSED_ENUM : Case.UNKNOWN_OPEN_ENUM);
            hits.hitIf(closed && field.isPackable(), Case.UNKNOWN_CLOSED_ENUM_IN_CHUNK);
            hits.hitIf(closed && field.getContainingType().getOptions().getMapEntry(), Case.MAP_UNKNOWN_CLOSED_ENUM);
        }
        return int32(number);
    }

    private void unknown(Wire out, Descriptor type, int depth) {
        int number;
        do {
            number = 1 + random.nextInt(random.nextBoolean() ? 60 : 200_000);
        } while (type.findFieldByNumber(number) != null);
        switch (random.nextInt(5)) {
            case 0 -> value(tag(out, number, 0), random.nextLong());
            case 1 -> tag(out, number, 1).little(random.nextLong(), 8);
            case 2 -> length(tag(out, number, 2), bytes());
            case 3 -> tag(out, number, 5).little(random.nextLong(), 4);
            default -> {
                hits.hit(Case.UNKNOWN_GROUP);
                tag(out, number, 3);
                if (depth < 3 && random.nextBoolean()) {
                    unknown(out, type, depth + 1);
                }
                tag(out, number, 4);
            }
        }
        hits.hit(Case.UNKNOWN_FIELD);
    }

    private Wire tag(Wire out, int number, int wireType) {
        return out.varint(Integer.toUnsignedLong(number << 3 | wireType), padding(5, Case.PADDED_TAG));
    }

    private void length(Wire out, byte[] content) {
        out.varint(content.length, padding(5, Case.PADDED_LENGTH)).raw(content);
    }

    private void value(Wire out, long value) {
        out.varint(value, padding(10, Case.PADDED_VALUE));
    }

    private int padding(int most, Case padded) {
        if (random.nextInt(25) > 0) {
            return 1;
        }
        hits.hit(padded);
        return 1 + random.nextInt(most);
    }
}
