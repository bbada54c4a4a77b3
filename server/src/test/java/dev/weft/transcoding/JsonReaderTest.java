package dev.weft.transcoding;

import static dev.weft.transcoding.EveryType.EVERY;
import static dev.weft.transcoding.EveryType.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {
    @ParameterizedTest
    @CsvSource({"c0af", "edaa80edb080", "eda0bdedb880", "f4908080", "80", "c3", "fffe"})
    void onlyUtf8IsJson(String hex) {
        byte[] text = HexFormat.of().parseHex("7b22736f6d6554657874223a2261616161616161" + hex + "227d");
        assertThat(JSON.reader(EVERY).read(text))
                .isInstanceOfSatisfying(
                        Decoded.Invalid.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(Violation::description)
                                .containsExactly("not UTF-8 (expected: JSON (RFC 8259) in UTF-8)"));
    }

    /** Jackson keeps names that it has seen, for whoever sends one again. */
    @Test
    void aNameIsNotAsLongAsItLikes() {
        String name = "x".repeat(1025);
        assertThat(JSON.reader(EVERY).read(bytes("{'child':{'mText':{'" + name.substring(1) + "':'a'}}}")))
                .isInstanceOf(Decoded.Message.class);
        assertThat(JSON.reader(EVERY).read(bytes("{'child':{'mText':{'" + name + "':'a'}}}")))
                .isInstanceOf(Decoded.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'i32':1e3}                        | i32: 1000",
                "{'i32':'-2147483648','u32':4294967295} | i32: -2147483648 u32: 4294967295",
                "{'i32':1.0,'u32':10e-1,'s32':'1e1'} | i32: 1 u32: 1 s32: 10",
                "{'i64':'9223372036854775807','s64':-9223372036854775808} | i64: 9223372036854775807 s64: -9223372036854775808",
                "{'u64':18446744073709551615,'f64':'1.8446744073709551615e19'} | u64: 18446744073709551615 f64: 18446744073709551615",
                "{'i64':0e999999999}                | ",
                "{'real':'NaN','longReal':'-Infinity'} | real: nan long_real: -inf",
                "{'real':3.4028235e38,'longReal':'1.5'} | real: 3.4028235e38 long_real: 1.5",
                "{'data':'-_8='}                    | data: '\\373\\377'",
                "{'data':'+/8'}                     | data: '\\373\\377'",
                "{'color':'COLOR_BLUE','rColor':[1,'2',9]} | color: COLOR_BLUE r_color: [COLOR_RED, COLOR_BLUE, 9]",
                "{'some_text':'a','o_i32':0}        | some_text: 'a' o_i32: 0",
                "{'someText':'\\ud83d\\ude00'}      | some_text: '\\360\\237\\230\\200'",
                "{'otheréName':'x'}                 | renamed: 'x'",
                "{'renamed':'x'}                    | renamed: 'x'",
                "{'i32':null,'rI32':null,'mText':null,'child':null,'time':null,'wI32':null,'cI32':null,'cText':'x'} | c_text: 'x'",
                "{'cNull':null}                     | c_null: NULL_VALUE",
                "{'value':null,'rValue':[null]}     | value { null_value: NULL_VALUE } r_value { null_value: NULL_VALUE }",
                "{'rWI64':['1',2]}                  | r_w_i64 { value: 1 } r_w_i64 { value: 2 }",
                "{'time':'2024-02-29T23:59:59.5+01:00'} | time { seconds: 1709247599 nanos: 500000000 }",
                "{'time':'2024-02-29T00:00:00.000000001-18:00'} | time { seconds: 1709229600 nanos: 1 }",
                "{'time':'1969-12-31T23:59:59.123456Z'} | time { seconds: -1 nanos: 123456000 }",
                "{'time':'0001-01-01T00:00:00-00:00'} | time { seconds: -62135596800 }",
                "{'time':'0001-01-01T00:00:00Z'}    | time { seconds: -62135596800 }",
                "{'time':'9999-12-31T23:59:59.999999999Z'} | time { seconds: 253402300799 nanos: 999999999 }",
                "{'duration':'-0.5s'}               | duration { nanos: -500000000 }",
                "{'duration':'315576000000s'}       | duration { seconds: 315576000000 }",
                "{'mask':''}                        | mask {}",
                "{'mask':'aB,c.dE'}                 | mask { paths: 'a_b' paths: 'c.d_e' }",
                "{'mSmall':{'-1':{'count':'7'}},'mReal':{'true':1}} | m_small { key: -1 value { count: 7 } } m_real { key: true value: 1 }",
                "{'any':{}}                         | any {}",
                "{'any':{'count':1,'@type':'x/t.Small'}} | any { type_url: 'x/t.Small' value: '\\x10\\x01' }",
                "{'any':{'value':'1s','@type':'x/google.protobuf.Duration'}} | any { type_url: 'x/google.protobuf.Duration' value: '\\x08\\x01' }",
            })
    void reads(String json, String message) throws Exception {
        Decoded decoded = JSON.reader(EVERY).read(bytes(json));
        assertThat(decoded).isInstanceOf(Decoded.Message.class);
        DynamicMessage.Builder expected = DynamicMessage.newBuilder(EVERY);
        TextFormat.merge(message == null ? "" : message, expected);
        assertThat(DynamicMessage.parseFrom(EVERY, ((Decoded.Message) decoded).bytes()))
                .isEqualTo(expected.build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                 | : nothing (expected: JSON (RFC 8259) in UTF-8)",
                "{'i32':1                           | : not JSON at line 1, column 9 (expected: JSON (RFC 8259) in UTF-8)",
                "{} {}                              | : something after the end of the value (expected: JSON (RFC 8259) in UTF-8)",
                "{'i32':01}                         | : not JSON at line 1, column 9 (expected: JSON (RFC 8259) in UTF-8)",
                "{'real':NaN}                       | : not JSON at line 1, column 12 (expected: JSON (RFC 8259) in UTF-8)",
                "[]                                 | : an array (expected: an object)",
                "null                               | : null (expected: an object)",
                "{'x':1}                            | x: unknown field (expected: a field of t.Every)",
                "{'child':{'rSmall':[{},{'x':{'y':1}}]}} | child.rSmall[1].x: unknown field (expected: a field of t.Small)",
                "{'i32':1,'i32':1}                  | i32: given twice (expected: once)",
                "{'someText':'','some_text':''}     | some_text: given twice (expected: once)",
                "{'i32':null,'i32':1}               | i32: given twice (expected: once)",
                "{'cText':'','cFlag':true}          | cFlag: another field of choice is given (expected: one of them)",
                "{'mText':{'a':'','a':''}}          | mText.a: key given twice (expected: once)",
                "{'mSmall':{'1':{},'01':{}}}        | mSmall.01: key given twice (expected: once)",
                "{'struct':{'a':1,'a':2}}           | struct.a: key given twice (expected: once)",
                "{'any':{'@type':'x/t.Small','@type':'x/t.Every'}} | any.@type: given twice (expected: once)",
                "{'any':{'@type':'x/google.protobuf.Duration','value':'1s','value':'2s'}} | any.value: given twice (expected: once)",
                "{'any':{'@type':'x/google.protobuf.Duration','x':'1s'}} | any.x: unknown field (expected: @type and value)",
                "{'any':{'@type':'x/t.Small','x':'1s'}} | any.x: unknown field (expected: a field of t.Small)",
                "{'any':{'@type':'x/y.Z'}}          | any: \"x/y.Z\" (expected: the URL of a type of the schema)",
                "{'any':{'@type':'t.Small'}}        | any: \"t.Small\" (expected: the URL of a type of the schema)",
                "{'any':{'id':''}}                  | any: an object without @type (expected: an object with @type)",
                "{'i32':2147483648}                 | i32: \"2147483648\" (expected: a whole number from -2147483648 to 2147483647)",
                "{'u32':-1}                         | u32: \"-1\" (expected: a whole number from 0 to 4294967295)",
                "{'u64':18446744073709551616}       | u64: \"18446744073709551616\" (expected: a whole number from 0 to 18446744073709551615)",
                "{'i64':1e999999999}                | i64: \"1e999999999\" (expected: a whole number from -9223372036854775808 to 9223372036854775807)",
                "{'i64':1e-999999999}               | i64: \"1e-999999999\" (expected: a whole number from -9223372036854775808 to 9223372036854775807)",
                "{'i32':0.5}                        | i32: \"0.5\" (expected: a whole number from -2147483648 to 2147483647)",
                "{'i32':''}                         | i32: \"\" (expected: a whole number from -2147483648 to 2147483647)",
                "{'i32':' 1'}                       | i32: \" 1\" (expected: a whole number from -2147483648 to 2147483647)",
                "{'i32':true}                       | i32: true (expected: a number)",
                "{'real':1e39}                      | real: \"1e39\" (expected: a number in the range of a float)",
                "{'longReal':1e309}                 | longReal: \"1e309\" (expected: a number in the range of a double)",
                "{'longReal':'1d'}                  | longReal: \"1d\" (expected: a number in the range of a double)",
                "{'longReal':'0x1p3'}               | longReal: \"0x1p3\" (expected: a number in the range of a double)",
                "{'value':1e309}                    | value: \"1e309\" (expected: a number in the range of a double)",
                "{'flag':'true'}                    | flag: \"true\" (expected: true or false)",
                "{'flag':1}                         | flag: 1 (expected: true or false)",
                "{'someText':1}                     | someText: 1 (expected: a string)",
                "{'someText':'\\ud800'}             | someText: a lone surrogate (expected: Unicode text)",
                "{'data':'a'}                       | data: \"a\" (expected: base64)",
                "{'data':'ab c'}                    | data: \"ab c\" (expected: base64)",
                "{'color':'RED'}                    | color: \"RED\" (expected: a name or number of t.Color)",
                "{'color':1.5}                      | color: \"1.5\" (expected: a name or number of t.Color)",
                "{'rI32':1}                         | rI32: 1 (expected: an array)",
                "{'rI32':[1,null]}                  | rI32[1]: null (expected: no null in an array)",
                "{'mText':{'a':null}}               | mText.a: null (expected: no null in a map)",
                "{'mText':[]}                       | mText: an array (expected: an object)",
                "{'mSmall':{'x':{}}}                | mSmall.x: \"x\" (expected: a whole number from -2147483648 to 2147483647)",
                "{'mReal':{'1':1}}                  | mReal.1: \"1\" (expected: true or false)",
                "{'child':[]}                       | child: an array (expected: an object)",
                "{'time':'2024-02-30T00:00:00Z'}    | time: \"2024-02-30T00:00:00Z\" (expected: a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999)",
                "{'time':'2024-02-28t00:00:00z'}    | time: \"2024-02-28t00:00:00z\" (expected: a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999)",
                "{'time':'2024-02-28T24:00:00Z'} | time: \"2024-02-28T24:00:00Z\" (expected: a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999)",
                "{'time':'2024-02-28T23:59:60Z'} | time: \"2024-02-28T23:59:60Z\" (expected: a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999)",
                "{'time':'2024-02-28T23:59:59'} | time: \"2024-02-28T23:59:59\" (expected: a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999)",
                "{'time':'2024-02-28T23:59:59.Z'} | time: \"2024-02-28T23:59:59.Z\" (expected: a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999)",
                "{'time':'2024-02-28T23:59:59.0123456789Z'} | time: \"2024-02-28T23:59:59.0123456789Z\" (expected: a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999)",
                "{'time':'2024-02-28T23:59:59+18:01'} | time: \"2024-02-28T23:59:59+18:01\" (expected: a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999)",
                "{'time':'2024-02-28T23:59:59+01:60'} | time: \"2024-02-28T23:59:59+01:60\" (expected: a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999)",
                "{'time':'2024-02-28T23:59:59Z0'} | time: \"2024-02-28T23:59:59Z0\" (expected: a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999)",
                "{'time':'2024-2-28T23:59:59Z'} | time: \"2024-2-28T23:59:59Z\" (expected: a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999)",
                "{'time':'0001-01-01T00:00:00+01:00'} | time: \"0001-01-01T00:00:00+01:00\" (expected: a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999)",
                "{'time':'0000-12-31T23:59:59Z'}    | time: \"0000-12-31T23:59:59Z\" (expected: a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999)",
                "{'duration':'1'}                   | duration: \"1\" (expected: seconds with an s, \"1.5s\", 10000 years at most)",
                "{'duration':'315576000001s'}       | duration: \"315576000001s\" (expected: seconds with an s, \"1.5s\", 10000 years at most)",
                "{'duration':'1.0000000001s'}       | duration: \"1.0000000001s\" (expected: seconds with an s, \"1.5s\", 10000 years at most)",
                "{'mask':'a_b'}                     | mask: \"a_b\" (expected: field paths in lowerCamelCase, commas between them)",
                "{'someText':[1,{}],'i32':{'x':[]}} | someText: an array (expected: a string) i32: an object (expected: a number)",
            })
    void refuses(String json, String violations) {
        Decoded decoded = JSON.reader(EVERY).read(json == null ? new byte[0] : bytes(json));
        assertThat(decoded).isInstanceOf(Decoded.Invalid.class);
        List<String> found = ((Decoded.Invalid) decoded)
                .violations().stream()
                        .map(each -> each.field() + ": " + each.description())
                        .toList();
        assertThat(String.join(" ", found)).isEqualTo(violations);
    }

    @Test
    void only_utf_8_is_json() {
        String json = "{\"i32\":1}";
        assertThat(JSON.reader(EVERY).read(json.getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(Decoded.Invalid.class);
        assertThat(JSON.reader(EVERY).read(json.getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(Decoded.Invalid.class);
        assertThat(JSON.reader(EVERY).read(new byte[] {'"', (byte) 0xff, '"'})).isInstanceOf(Decoded.Invalid.class);
    }

    @Test
    void an_any_is_read_after_a_byte_order_mark_and_after_other_text() {
        String any = "\uFEFF{\"someText\":\"日本語\",\"any\":{\"id\":\"é\",\"@type\":\"x/t.Small\"}}";
        assertThat(JSON.reader(EVERY).read(any.getBytes(UTF_8))).isInstanceOf(Decoded.Message.class);
    }

    /** Each Any is read ahead to find its type: those within it are read once more each time. */
    @Test
    void an_any_whose_type_stands_last_is_not_read_ahead_at_every_depth() {
        assertThat(JSON.reader(EVERY).read(typesLast(10))).isInstanceOf(Decoded.Message.class);
        assertThat(JSON.reader(EVERY).read(typesLast(40)))
                .isInstanceOfSatisfying(
                        Decoded.Invalid.class,
                        invalid -> assertThat(invalid.violations())
                                .singleElement()
                                .satisfies(violation -> assertThat(violation.description())
                                        .isEqualTo("@type behind what is nested deeply (expected: @type first)")));
    }

    private static byte[] typesLast(int depth) {
        String small = "{'id':'" + "a".repeat(100_000) + "','@type':'x/t.Small'}";
        return bytes("{'any':" + "{'value':".repeat(depth) + small + ",'@type':'x/google.protobuf.Any'}".repeat(depth)
                + "}");
    }

    @Test
    void is_as_deep_as_its_limit_and_no_deeper() throws Exception {
        JsonReader reader = new JsonMapping(name -> Optional.empty(), new JsonLimits(5, 1)).reader(EVERY);
        assertThat(reader.read(nested(5))).isInstanceOf(Decoded.Message.class);
        assertThat(reader.read(nested(6)))
                .isEqualTo(new Decoded.Invalid(List.of(new Violation(
                        "child.child.child.child.child.child", "nested too deeply (expected: at most 5 levels)"))));
        // A struct within a struct is three messages deeper: the value, the entry and the struct.
        assertThat(reader.read(bytes("{'struct':{'a':[]}}"))).isInstanceOf(Decoded.Message.class);
        assertThat(reader.read(bytes("{'struct':{'a':[1,[]]}}"))).isInstanceOf(Decoded.Invalid.class);
    }

    @Test
    void what_is_read_at_the_limit_is_parsed_by_protobuf() throws Exception {
        Decoded decoded = JSON.reader(EVERY).read(nested(100));
        assertThat(DynamicMessage.parseFrom(EVERY, ((Decoded.Message) decoded).bytes())
                        .getSerializedSize())
                .isPositive();
        assertThat(JSON.reader(EVERY).read(nested(100_000))).isInstanceOf(Decoded.Invalid.class);
    }

    private static byte[] nested(int depth) {
        return ("{\"child\":".repeat(depth) + "{}" + "}".repeat(depth)).getBytes(UTF_8);
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(UTF_8);
    }
}
