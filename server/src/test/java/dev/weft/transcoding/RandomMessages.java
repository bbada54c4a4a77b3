package dev.weft.transcoding;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Messages with random fields set to values of which many are at the edges of their types; all of them have JSON. */
final class RandomMessages {
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "naïve",
            "日本語",
            "\"\\/\b\f\n\r\t\u0001\u001f\u007f",
            "😀 and 😀😀",
            "a b+c&d=e?f#g",
            "%2F%",
            "../..",
            "</script>",
            "\u2028\u2029",
            "plain text that is longer than eight bytes, \u00e9 and then some",
            "\u0000");
    private static final List<String> PATHS = List.of("a", "some_field", "a.b_c.d", "x1", "a1_b");

    private final Random random;

    RandomMessages(long seed) {
        this.random = new Random(seed);
    }

    DynamicMessage message(Descriptor type) {
        return message(type, 3);
    }

    private DynamicMessage message(Descriptor type, int depth) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        switch (WellKnown.of(type)) {
            case TIMESTAMP ->
                time(
                        message,
                        pick(-62135596800L, 253402300799L, 0L, -1L, 951782400L, between(-62135596800L, 253402300799L)),
                        random.nextBoolean());
            case DURATION -> time(message, pick(-315576000000L, 315576000000L, 0L, 1L, -1L), true);
            case FIELD_MASK ->
                many(() -> message.addRepeatedField(
                        type.findFieldByName("paths"), PATHS.get(random.nextInt(PATHS.size()))));
            case VALUE -> value(message, depth);
            case ANY -> any(message, depth);
            default -> fields(message, depth);
        }
        return message.build();
    }

    private long between(long least, long most) {
        return least + Math.floorMod(random.nextLong(), most - least + 1);
    }

    private void time(Message.Builder message, long seconds, boolean signed) {
        message.setField(message.getDescriptorForType().findFieldByName("seconds"), seconds);
        boolean duration = WellKnown.of(message.getDescriptorForType()) == WellKnown.DURATION;
        int nanos = pick(0, 1, 1_000, 250_000_000, 999_999_999, 120_000);
        boolean negative = duration && (seconds < 0 || (seconds == 0 && signed && random.nextBoolean()));
        message.setField(message.getDescriptorForType().findFieldByName("nanos"), negative ? -nanos : nanos);
    }

    private void value(Message.Builder message, int depth) {
        Descriptor type = message.getDescriptorForType();
        FieldDescriptor field = type.getFields().get(random.nextInt(depth > 0 ? 6 : 4));
        boolean number = field.getName().equals("number_value");
        message.setField(field, number ? finite() : single(field, depth - 1));
    }

    private double finite() {
        return pick(0.0, -0.0, 1.0, 1e300, -2.5e-300, 0.1, 9007199254740992.0, random.nextDouble());
    }

    private void any(Message.Builder message, int depth) {
        if (depth <= 0 || random.nextInt(4) == 0) {
            return;
        }
        Descriptor type = EveryType.TYPES.find(pick(
                "t.Every",
                "t.Small",
                "google.protobuf.Timestamp",
                "google.protobuf.Int64Value",
                "google.protobuf.Struct",
                "google.protobuf.Any",
                "google.protobuf.Empty",
                "google.protobuf.Value"));
        Message content = message(type, depth - 1);
        message.setField(
                message.getDescriptorForType().findFieldByName("type_url"),
                "type.googleapis.com/" + type.getFullName());
        message.setField(message.getDescriptorForType().findFieldByName("value"), content.toByteString());
    }

    private void fields(Message.Builder message, int depth) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            boolean nested = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (random.nextInt(nested ? 8 : 3) != 0 || (nested && depth <= 0)) {
                continue;
            }
            if (field.isMapField()) {
                map(message, field, depth);
            } else if (field.isRepeated()) {
                many(() -> message.addRepeatedField(field, single(field, depth - 1)));
            } else if (field.getContainingOneof() == null || !message.hasOneof(field.getContainingOneof())) {
                message.setField(field, single(field, depth - 1));
            }
        }
    }

    private void map(Message.Builder message, FieldDescriptor field, int depth) {
        Descriptor entry = field.getMessageType();
        List<FieldDescriptor> fields = entry.getFields();
        Stream.generate(() -> single(fields.get(0), depth - 1))
                .limit(random.nextInt(4))
                .collect(Collectors.toSet())
                .forEach(key -> message.addRepeatedField(
                        field,
                        DynamicMessage.newBuilder(entry)
                                .setField(fields.get(0), key)
                                .setField(fields.get(1), single(fields.get(1), depth - 1))
                                .build()));
    }

    private void many(Runnable one) {
        for (int i = random.nextInt(4); i > 0; i--) {
            one.run();
        }
    }

    Object single(FieldDescriptor field, int depth) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32, UINT32, FIXED32 ->
                pick(0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, random.nextInt());
            case INT64, SINT64, SFIXED64, UINT64, FIXED64 ->
                pick(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong());
            case BOOL -> random.nextBoolean();
            case FLOAT ->
                pick(
                        0f,
                        -0f,
                        1f,
                        0.1f,
                        Float.MAX_VALUE,
                        Float.MIN_VALUE,
                        Float.NaN,
                        Float.NEGATIVE_INFINITY,
                        16777216f,
                        random.nextFloat());
            case DOUBLE ->
                pick(
                        0d,
                        -0d,
                        0.1,
                        1e15,
                        1e16,
                        Double.MAX_VALUE,
                        Double.MIN_VALUE,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        random.nextGaussian());
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
            case BYTES -> bytes();
            case ENUM -> enumValue(field.getEnumType());
            case MESSAGE, GROUP -> message(field.getMessageType(), depth);
        };
    }

    private ByteString bytes() {
        byte[] bytes = new byte[random.nextInt(6)];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private Object enumValue(EnumDescriptor type) {
        boolean unknown = type.getName().equals("Color") && random.nextInt(5) == 0;
        return unknown
                ? type.findValueByNumberCreatingIfUnknown(77)
                : type.getValues().get(random.nextInt(type.getValues().size()));
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
