package dev.weft.transcoding;

import static dev.weft.transcoding.EveryType.EVERY;
import static dev.weft.transcoding.EveryType.FILE;
import static dev.weft.transcoding.EveryType.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.google.protobuf.util.JsonFormat;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {
    @Test
    void fields_without_presence_are_always_written_and_others_when_they_are_set() throws Exception {
        var file = ProtoText.proto3("""
                enum E { ZERO = 0; }
                message M { int64 a_b = 2; string s = 1; repeated int32 list = 3; map<string, int32> map = 4; bool flag = 5; bytes data = 6;
                            E e = 7; double d = 8; M m = 9; optional string o = 10; oneof c { int32 x = 11; } google.protobuf.NullValue n = 12;
                            google.protobuf.Int32Value w = 13; }
                """);
        assertThat(new String(JSON.writer(file.findMessageTypeByName("M")).write(new byte[0]), UTF_8))
                .isEqualTo(
                        "{\"s\":\"\",\"aB\":\"0\",\"list\":[],\"map\":{},\"flag\":false,\"data\":\"\",\"e\":\"ZERO\",\"d\":0,\"n\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "time { seconds: 253402300800 }          | 'time':null",
                "time { nanos: -1 }                      | 'time':null",
                "duration { seconds: 1 nanos: -1 }       | 'duration':null",
                "value { number_value: nan }             | 'value':null",
                "mask { paths: 'aB' }                    | 'mask':null",
                "mask { paths: 'a_1' }                   | 'mask':null",
                "any { type_url: 'x/y.Z' value: 'abc' }  | 'any':{'@type':'x/y.Z','value':'YWJj'}",
                "any { type_url: 'x/t.Small' value: 'abc' } | 'any':{'@type':'x/t.Small','value':'YWJj'}",
                "any { type_url: 't.Small' }             | 'any':{'@type':'t.Small','value':''}",
            })
    void a_value_without_a_json_form_does_not_take_the_answer_away(String message, String json) throws Exception {
        byte[] bytes = bytes(message + " i32: 7");
        assertThat(new String(JSON.writer(EVERY).write(bytes), UTF_8))
                .contains(json.replace('\'', '"'), "\"i32\":7")
                .endsWith("}");
        assertThatThrownBy(() -> JSON.writer(EVERY).writeExactly(bytes)).isInstanceOf(UnwritableException.class);
    }

    @Test
    void names_the_place_of_what_cannot_be_written() throws Exception {
        assertThatThrownBy(
                        () -> JSON.writer(EVERY).writeExactly(bytes("child { m_time { key: 1 value { nanos: -1 } } }")))
                .hasMessage("child.mTime.value: timestamp out of range (expected: the years 1 to 9999)");
    }

    @Test
    void is_as_deep_as_its_limit_and_no_deeper() throws Exception {
        JsonWriter writer = new JsonMapping(name -> Optional.empty(), new JsonLimits(2, 1)).writer(EVERY);
        assertThat(writer.write(bytes("child { child {} }"))).isNotEmpty();
        assertThatThrownBy(() -> writer.write(bytes("child { child { child {} } }")))
                .hasMessage("child.child.child: nested too deeply");
    }

    @Test
    void a_group_is_an_object() throws Exception {
        var type = ProtoText.proto2(
                        "message M { optional group Item = 1 { optional int32 x = 1; optional M m = 2; } repeated group Row = 3 { optional string s = 1; } }")
                .findMessageTypeByName("M");
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        TextFormat.merge("Item { x: 1 m { Item { x: 2 } } } Row { s: 'a' } Row {}", message);
        byte[] json = JSON.writer(type).write(message.build().toByteArray());
        assertThat(new String(json, UTF_8))
                .isEqualTo("{\"item\":{\"x\":1,\"m\":{\"item\":{\"x\":2},\"row\":[]}},\"row\":[{\"s\":\"a\"},{}]}");
        assertThat(((Decoded.Message) JSON.reader(type).read(json)).bytes())
                .isEqualTo(message.build().toByteArray());
    }

    /** Whatever the bytes are, there is JSON that can be parsed, or an UnwritableException. */
    @Property
    void damage_is_an_error_of_its_own(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        byte[] bytes = new RandomMessages(seed).message(EVERY).toByteArray();
        for (int i = 0; i < 3 && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        try {
            JsonFormat.parser()
                    .ignoringUnknownFields()
                    .usingTypeRegistry(EveryType.TYPES)
                    .merge(
                            "{\"small\":"
                                    + new String(
                                            JSON.writer(FILE.findMessageTypeByName("Small"))
                                                    .write(bytes),
                                            UTF_8) + "}",
                            DynamicMessage.newBuilder(EVERY));
            new com.fasterxml.jackson.databind.ObjectMapper()
                    .readTree(JSON.writer(EVERY).write(bytes));
        } catch (UnwritableException e) {
            assertThat(e)
                    .hasMessageMatching(
                            "([\\w\u00e9.]+: )?(truncated|over-long varint|unknown wire type|unmatched end of group|invalid UTF-8|nested too deeply)");
        }
    }

    @Property
    void random_bytes_are_no_danger(@ForAll byte[] bytes) {
        try {
            assertThat(JSON.writer(EVERY).write(bytes)).startsWith('{').endsWith('}');
        } catch (UnwritableException e) {
            assertThat(e).hasMessageMatching("[^\"]+");
        }
    }

    private static byte[] bytes(String text) throws Exception {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(EVERY);
        TextFormat.merge(text, message);
        return message.build().toByteArray();
    }
}
