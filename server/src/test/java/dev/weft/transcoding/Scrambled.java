package dev.weft.transcoding;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * A message's bytes in a legal form that no serializer writes: fields in any order, repeated ones in pieces between the others, packed and
 * not, singular ones after an older value, members of a oneof after another, a message in two halves, unknown fields.
 */
final class Scrambled {
    private final Random random;

    Scrambled(long seed) {
        this.random = new Random(seed);
    }

    byte[] of(Message message) {
        List<Deque<byte[]>> fields = new ArrayList<>();
        message.getAllFields().forEach((field, value) -> fields.add(field(field, value)));
        fields.add(new ArrayDeque<>(
                List.of(new byte[] {(byte) 0xfa, 0x7f, 1, 9}, new byte[] {(byte) 0xfb, 0x7f, (byte) 0xfc, 0x7f})));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (!fields.isEmpty()) {
            Deque<byte[]> pieces = fields.get(random.nextInt(fields.size()));
            if (pieces.isEmpty()) {
                fields.remove(pieces);
            } else {
                out.writeBytes(pieces.pop());
            }
        }
        return out.toByteArray();
    }

    private Deque<byte[]> field(FieldDescriptor field, Object value) {
        List<?> values = field.isRepeated() ? (List<?>) value : List.of(value);
        List<byte[]> pieces = new ArrayList<>(olderMember(field));
        for (Object each : values) {
            pieces.addAll(pieces(field, each));
        }
        return new ArrayDeque<>(pieces);
    }

    /** Of the oneof that the field is in: what was set before it. */
    private List<byte[]> olderMember(FieldDescriptor field) {
        OneofDescriptor oneof = field.getRealContainingOneof();
        FieldDescriptor other = oneof == null ? field : oneof.getField(random.nextInt(oneof.getFieldCount()));
        return other.equals(field)
                ? List.of()
                : List.of(one(other, new RandomMessages(random.nextLong()).single(other, 1)));
    }

    private List<byte[]> pieces(FieldDescriptor field, Object value) {
        if (field.isMapField() && random.nextInt(3) == 0) {
            Message entry = (Message) value;
            FieldDescriptor stale = field.getMessageType().findFieldByNumber(2);
            Object old = new RandomMessages(random.nextLong()).single(stale, 0);
            return List.of(
                    one(
                            field,
                            ((DynamicMessage) entry)
                                    .toBuilder().setField(stale, old).build().toByteString()),
                    one(field, value));
        }
        boolean message = value instanceof Message;
        if (message && !field.isRepeated() && field.getContainingOneof() == null && random.nextInt(3) == 0) {
            List<byte[]> halves = halves((Message) value);
            return List.of(
                    one(field, ByteString.copyFrom(halves.get(0))), one(field, ByteString.copyFrom(halves.get(1))));
        }
        if (message) {
            return List.of(one(field, ByteString.copyFrom(of((Message) value))));
        }
        if (!field.isRepeated() && random.nextInt(3) == 0) {
            return List.of(one(field, new RandomMessages(random.nextLong()).single(field, 0)), one(field, value));
        }
        return List.of(
                field.isPackable() && field.isRepeated() && random.nextBoolean()
                        ? packed(field, value)
                        : one(field, value));
    }

    private List<byte[]> halves(Message message) {
        Message.Builder one = message.newBuilderForType();
        Message.Builder other = message.newBuilderForType();
        message.getAllFields().forEach((field, value) -> (random.nextBoolean() ? one : other).setField(field, value));
        List<byte[]> halves = new ArrayList<>(List.of(of(one.build()), of(other.build())));
        Collections.shuffle(halves, random);
        return halves;
    }

    private static byte[] one(FieldDescriptor field, Object value) {
        return write(out -> {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && value instanceof ByteString bytes) {
                out.writeBytes(field.getNumber(), bytes);
            } else {
                scalar(out, field, value);
            }
        });
    }

    private static void scalar(CodedOutputStream out, FieldDescriptor field, Object value) throws IOException {
        int number = field.getNumber();
        switch (field.getType()) {
            case INT32 -> out.writeInt32(number, (int) value);
            case SINT32 -> out.writeSInt32(number, (int) value);
            case UINT32 -> out.writeUInt32(number, (int) value);
            case FIXED32, SFIXED32 -> out.writeFixed32(number, (int) value);
            case INT64, UINT64 -> out.writeUInt64(number, (long) value);
            case SINT64 -> out.writeSInt64(number, (long) value);
            case FIXED64, SFIXED64 -> out.writeFixed64(number, (long) value);
            case BOOL -> out.writeBool(number, (boolean) value);
            case FLOAT -> out.writeFloat(number, (float) value);
            case DOUBLE -> out.writeDouble(number, (double) value);
            case STRING -> out.writeString(number, (String) value);
            case BYTES -> out.writeBytes(number, (ByteString) value);
            case ENUM -> out.writeEnum(number, ((EnumValueDescriptor) value).getNumber());
            case MESSAGE, GROUP -> out.writeMessage(number, (Message) value);
        }
    }

    private static byte[] packed(FieldDescriptor field, Object value) {
        byte[] single = one(field, value);
        return write(out -> {
            int tagSize = CodedOutputStream.computeTagSize(field.getNumber());
            out.writeByteArray(field.getNumber(), single, tagSize, single.length - tagSize);
        });
    }

    private interface Writer {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] write(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            writer.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
