package dev.weft.transcoding;

import static dev.weft.transcoding.EveryType.EVERY;
import static dev.weft.transcoding.EveryType.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The slow way, JsonFormat over message objects, says what is right. */
class JsonOracleTest {
    private static final JsonMapper TREES = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Comparator<JsonNode> NUMBERS_BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? Double.compare(one.doubleValue(), other.doubleValue())
            : one.equals(other) ? 0 : 1;

    private final JsonFormat.Printer printer =
            JsonFormat.printer().usingTypeRegistry(EveryType.TYPES).alwaysPrintFieldsWithNoPresence();
    private final JsonFormat.Parser parser = JsonFormat.parser().usingTypeRegistry(EveryType.TYPES);

    @Property
    void writes_what_JsonFormat_prints(@ForAll long seed) throws Exception {
        DynamicMessage message = new RandomMessages(seed).message(EVERY);
        assertSame(JSON.writer(EVERY).write(message.toByteArray()), printer.print(message));
    }

    @Property
    void writes_of_a_request_what_JsonFormat_prints_unless_told_otherwise(@ForAll long seed) throws Exception {
        DynamicMessage message = new RandomMessages(seed).message(EVERY);
        byte[] json = JSON.writer(EVERY).writeExactly(message.toByteArray());
        assertSame(json, JsonFormat.printer().usingTypeRegistry(EveryType.TYPES).print(message));
    }

    @Property
    void writes_the_same_whatever_form_the_bytes_have(@ForAll long seed) throws Exception {
        DynamicMessage message = new RandomMessages(seed).message(EVERY);
        assertSame(JSON.writer(EVERY).write(new Scrambled(seed).of(message)), printer.print(message));
    }

    @Property
    void reads_what_JsonFormat_prints(@ForAll long seed, @ForAll boolean protoNames) throws Exception {
        DynamicMessage message = new RandomMessages(seed).message(EVERY);
        String json = (protoNames ? printer.preservingProtoFieldNames() : printer).print(message);
        assertThat(message(JSON.reader(EVERY).read(json.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(message);
    }

    @Property
    void JsonFormat_parses_what_is_written(@ForAll long seed) throws Exception {
        DynamicMessage message = new RandomMessages(seed).message(EVERY);
        byte[] json = JSON.writer(EVERY).write(message.toByteArray());
        assertThat(parse(new String(json, StandardCharsets.UTF_8))).isEqualTo(parse(printer.print(message)));
    }

    /** Loses the sign of -0.0. */
    private DynamicMessage parse(String json) throws Exception {
        DynamicMessage.Builder parsed = DynamicMessage.newBuilder(EVERY);
        parser.merge(json, parsed);
        return parsed.build();
    }

    @Property
    void reads_back_the_very_bytes_of_a_message_without_maps(@ForAll long seed) throws Exception {
        var small = EveryType.FILE.findMessageTypeByName("Small");
        byte[] bytes = new RandomMessages(seed).message(small).toByteArray();
        byte[] json = JSON.writer(small).write(bytes);
        assertThat(((Decoded.Message) JSON.reader(small).read(json)).bytes()).isEqualTo(bytes);
    }

    private static DynamicMessage message(Decoded decoded) throws Exception {
        assertThat(decoded).isInstanceOf(Decoded.Message.class);
        return DynamicMessage.parseFrom(EVERY, ((Decoded.Message) decoded).bytes());
    }

    private static void assertSame(byte[] json, String expected) throws Exception {
        JsonNode tree = TREES.readTree(json);
        assertThat(tree.equals(NUMBERS_BY_VALUE, TREES.readTree(expected)))
                .as(() -> new String(json, StandardCharsets.UTF_8) + "\n" + expected)
                .isTrue();
    }
}
