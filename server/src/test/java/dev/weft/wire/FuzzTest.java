package dev.weft.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Messages that were valid and then were damaged. The engine never throws. What it reads all of, it reads only when
 * protobuf's parser does, and then reads the same; of what it reads in part, it may not see damage in what it skips.
 */
class FuzzTest {
    private static final int SCHEMAS = 4_000;
    private static final int MESSAGES_OF_EACH = 3;
    private static final int DAMAGES_OF_EACH = 10;

    private static Map<String, Integer> readings = new TreeMap<>();

    @BeforeContainer
    static void startCounting() {
        readings = new TreeMap<>();
    }

    @Property(tries = SCHEMAS, shrinking = ShrinkingMode.OFF)
    void all_of_a_damaged_message(@ForAll long seed) {
        Random random = new Random(seed);
        RandomSchema schema = new RandomSchema(random, new Hits(), false, true);
        Projection projection = Projection.compile(schema.mapping);
        for (byte[] damaged : damaged(random, schema)) {
            Optional<byte[]> target = target(projection, damaged);
            Optional<DynamicMessage> message = parsed(schema, damaged);
            if (target.isPresent()) {
                assertThat(message).as(HexFormat.of().formatHex(damaged)).isPresent();
                assertSame(schema, target.get(), message.get(), damaged);
            }
        }
    }

    @Property(tries = SCHEMAS, shrinking = ShrinkingMode.OFF)
    void some_of_a_damaged_message(@ForAll long seed) {
        Random random = new Random(seed);
        RandomSchema schema = new RandomSchema(random, new Hits(), true, false);
        Projection projection = Projection.compile(schema.mapping);
        for (byte[] damaged : damaged(random, schema)) {
            target(projection, damaged).ifPresent(target -> {
                assertThat(parse(schema.target, target)).isPresent();
                parsed(schema, damaged).ifPresent(message -> assertSame(schema, target, message, damaged));
            });
        }
    }

    private static List<byte[]> damaged(Random random, RandomSchema schema) {
        RandomMessage messages = new RandomMessage(random, new Hits(), 2);
        return random.ints(MESSAGES_OF_EACH)
                .mapToObj(unused -> messages.of(schema.source))
                .flatMap(valid -> random.ints(DAMAGES_OF_EACH)
                        .mapToObj(unused -> damage(random, valid, messages.of(schema.source))))
                .toList();
    }

    private static byte[] damage(Random random, byte[] valid, byte[] other) {
        byte[] bytes = valid.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(bytes.length + 1);
            int to = at + random.nextInt(bytes.length + 1 - at);
            bytes = switch (random.nextInt(5)) {
                case 0 -> flipped(random, bytes);
                case 1 -> Arrays.copyOf(bytes, at);
                case 2 -> concatenated(bytes, at, new byte[] {(byte) random.nextInt()}, bytes, at);
                case 3 -> concatenated(bytes, at, other, bytes, at);
                default -> concatenated(bytes, at, new byte[0], bytes, to);
            };
        }
        return bytes;
    }

    private static byte[] flipped(Random random, byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] concatenated(byte[] first, int end, byte[] middle, byte[] last, int start) {
        return Wire.wire()
                .raw(Arrays.copyOf(first, end))
                .raw(middle)
                .raw(Arrays.copyOfRange(last, start, last.length))
                .toBytes();
    }

    private static Optional<byte[]> target(Projection projection, byte[] source) {
        Reading reading = projection.read(source);
        if (reading instanceof Reading.Malformed malformed) {
            readings.merge(malformed.reason(), 1, Integer::sum);
            assertThat(malformed.offset()).isBetween(0, source.length);
            return Optional.empty();
        }
        readings.merge("(read)", 1, Integer::sum);
        return Optional.of(((Piece) reading).toByteArray());
    }

    private static void assertSame(RandomSchema schema, byte[] target, DynamicMessage source, byte[] damaged) {
        if (!hasEntryOfUnknownNumber(source)) {
            assertThat(SlowProjection.tree(parse(schema.target, target).orElseThrow()))
                    .as(HexFormat.of().formatHex(damaged))
                    .isEqualTo(SlowProjection.project(source, schema.mapping));
        }
    }

    /** Of a known and an unknown number in one entry of a map, parsers disagree which counts. */
    private static boolean hasEntryOfUnknownNumber(Message message) {
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            if (field.getKey().getJavaType() == JavaType.MESSAGE) {
                List<?> values = field.getKey().isRepeated() ? (List<?>) field.getValue() : List.of(field.getValue());
                for (Object value : values) {
                    Message child = (Message) value;
                    boolean entry = field.getKey().isMapField()
                            && SlowProjection.isOfUnknownNumber(child, Mapping.value(field.getKey()));
                    if (entry || hasEntryOfUnknownNumber(child)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static Optional<DynamicMessage> parsed(RandomSchema schema, byte[] bytes) {
        return parse(schema.source, bytes);
    }

    private static Optional<DynamicMessage> parse(com.google.protobuf.Descriptors.Descriptor type, byte[] bytes) {
        try {
            return Optional.of(DynamicMessage.parseFrom(type, bytes));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    @AfterContainer
    static void damage_of_every_kind_was_noticed() {
        System.out.println("Readings of damaged messages: " + readings);
        assertThat(readings)
                .containsKeys(
                        "(read)",
                        MalformedException.TRUNCATED,
                        MalformedException.LENGTH,
                        MalformedException.LONG_VARINT,
                        MalformedException.FIELD_NUMBER,
                        MalformedException.WIRE_TYPE,
                        MalformedException.WRONG_WIRE_TYPE,
                        MalformedException.GROUP_END,
                        MalformedException.UTF8);
    }
}
