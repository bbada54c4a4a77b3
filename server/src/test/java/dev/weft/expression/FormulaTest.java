package dev.weft.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.google.rpc.Code;
import dev.weft.expression.Formula.Result;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {
    private static final Bounds BOUNDS = new Bounds(1000, 20_000);
    private static final String USER = "user {id: 7 display_name: 'Ada' level: LEVEL_GOLD age: 40 visits: 3 score: 1.5 "
            + "languages: 'de' languages: 'en' labels {key: 'k' value: 'v'} create_time {seconds: 5}}";
    private static final String ITEMS =
            "items {id: 'b' price: 7} items {id: 'a' price: 3} items {id: 'c' price: 7} total_size: 3";

    private static List<FileDescriptor> files = List.of();
    private static Descriptor user = DynamicMessage.getDefaultInstance(FileDescriptorProto.getDescriptor())
            .getDescriptorForType();
    private static Descriptor items = user;

    @BeforeAll
    static void link() throws Exception {
        Map<String, FileDescriptor> linked = new LinkedHashMap<>();
        try (InputStream in =
                Objects.requireNonNull(FormulaTest.class.getResourceAsStream("/dev/weft/planner/cases.binpb"))) {
            for (FileDescriptorProto file : FileDescriptorSet.parseFrom(in).getFileList()) {
                FileDescriptor[] imports =
                        file.getDependencyList().stream().map(linked::get).toArray(FileDescriptor[]::new);
                linked.put(file.getName(), FileDescriptor.buildFrom(file, imports, true));
            }
        }
        files = List.of(
                Objects.requireNonNull(linked.get("shop/v1/shop.proto")),
                Objects.requireNonNull(linked.get("google/protobuf/timestamp.proto")),
                Objects.requireNonNull(linked.get("market/v1/market.proto")));
        user = files.get(0).findMessageTypeByName("GetUserResponse");
        items = files.get(0).findMessageTypeByName("ListItemsResponse");
    }

    private static Formula compile(String text, FieldDescriptor target) throws FormulaException {
        return new FormulaCompiler(files, BOUNDS)
                .compile(
                        text,
                        "shop.v1",
                        List.of(Variable.message("profile", user), Variable.message("items", items)),
                        target);
    }

    private static Result evaluate(Formula formula, String profile, String list) throws Exception {
        Map<String, Object> given = new LinkedHashMap<>();
        if (!profile.equals("failed")) {
            given.put("profile", parse(user, profile));
        }
        if (!list.equals("failed")) {
            given.put("items", parse(items, list));
        }
        return formula.evaluate(formula.inputs().stream()
                .map(input -> given.get(input.variable().name()))
                .toArray());
    }

    private static Object parse(Descriptor type, String text) throws Exception {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        TextFormat.merge(text, message);
        return DynamicMessage.parseFrom(type, message.build().toByteArray());
    }

    private static String text(Formula formula, Result result) throws Exception {
        if (result instanceof Result.Value value) {
            Descriptor wrapper = formula.value().getContainingType();
            return TextFormat.printer()
                    .emittingSingleLine(true)
                    .printToString(DynamicMessage.parseFrom(wrapper, value.message()));
        }
        return result instanceof Result.Failed failed ? failed.code().name() : "none";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "items.items.map(x, x.price * 2) | value: 14 value: 6 value: 14",
                "profile.user.level == Level.LEVEL_GOLD | value: true",
                "profile.user.level == Level.LEVEL_BRONZE | value: false",
                "profile.user.create_time | value { seconds: 5 }",
                "profile.user.create_time - timestamp('1970-01-01T00:00:07.5Z') | value { seconds: -2 nanos: -500000000 }",
                "items.items[0] | value { id: \"b\" price: 7 }",
                "items.items.first(2).map(x, x.id) | value: \"b\" value: \"a\"",
                "items.items.first(9).size() | value: 3",
                "items.items.sort_by(x, x.price).map(x, x.id) | value: \"a\" value: \"b\" value: \"c\"",
                "items.items.sort_by(x, -x.price).first(1) | value { id: \"b\" price: 7 }",
                "items.items.sort_by(x, x.id).sort_by(y, y.price)[0].id | value: \"a\"",
                "items.items.map(x, x.price).sum() | value: 17",
                "items.items.map(x, double(x.price)).max() | value: 7.0",
                "items.items.map(x, x.price).min() | value: 3",
                "items.items.filter(x, false).map(x, x.price).sum() | value: 0",
                "items.items.filter(x, false).map(x, x.price).min() | INVALID_ARGUMENT",
                "items.items.first(-1) | INVALID_ARGUMENT",
                "profile.user.visits + 1u | value: 4",
                "profile.user.labels | value { key: \"k\" value: \"v\" }",
                "profile.?user.?nickname | none",
                "profile.user.?nickname.orValue(profile.user.display_name) | value: \"Ada\"",
                "Address{city: profile.user.display_name} | value { city: \"Ada\" }",
                "1 / (profile.user.age - 40) | OUT_OF_RANGE",
                "items.items[7] | OUT_OF_RANGE",
                "int(profile.user.display_name) | INVALID_ARGUMENT",
                "9223372036854775807 + profile.user.age | OUT_OF_RANGE",
                "optional.none() == optional.of(profile) | value: false",
            })
    void worksOut(String expression, String expected) throws Exception {
        Formula formula = compile(expression, null);

        assertThat(text(formula, evaluate(formula, USER, ITEMS))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "size(items.items) | none",
                "items.?items.orValue([]).map(x, x.id) + profile.user.languages | value: \"de\" value: \"en\"",
                "items.?items.orValue([]) + items.items | none",
                "items.items[?0].hasValue() | value: false",
                "has(items.items) | none",
                "profile.user.display_name | value: \"Ada\"",
            })
    void goesOnWithoutWhatEveryUseIsOptionalOf(String expression, String expected) throws Exception {
        Formula formula = compile(expression, null);

        assertThat(text(formula, evaluate(formula, USER, "failed"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[EUR{units: 1, nanos: 600000000}, EUR{units: 2, nanos: 500000000}].sum() | EUR units: 4 nanos: 100000000",
                "[EUR{units: -1, nanos: -600000000}, EUR{units: -2, nanos: -500000000}].sum() | EUR units: -4 nanos: -100000000",
                "[EUR{units: 1, nanos: 100000000}, EUR{units: -2, nanos: -200000000}].sum() | EUR units: -1 nanos: -100000000",
                "[EUR{units: 1}, EUR{nanos: -300000000}].sum() | EUR nanos: 700000000",
                "[EUR{units: 1}, EUR{units: -1}].sum() | EUR",
                "[EUR{units: 7}].sum() | EUR units: 7",
                "[EUR{units: 7}].filter(m, false).sum() | none",
                "[EUR{units: 1}, market.v1.Money{currency_code: 'USD', units: 1}].sum() | INVALID_ARGUMENT",
                "[market.v1.Money{}, EUR{units: 1}, market.v1.Money{}].sum() | EUR units: 1",
                "[market.v1.Money{units: 1}, EUR{units: 1}].sum() | INVALID_ARGUMENT",
                "[EUR{units: 9223372036854775807}, EUR{units: 1}].sum() | OUT_OF_RANGE",
                "EUR{units: 3, nanos: 750000000}.times(3) | EUR units: 11 nanos: 250000000",
                "EUR{units: 3, nanos: 750000000}.times(-2) | EUR units: -7 nanos: -500000000",
                "EUR{nanos: -1}.times(1000000000) | EUR units: -1",
                "EUR{units: 3}.times(0) | EUR",
                "EUR{units: 5000000000000000000}.times(2) | OUT_OF_RANGE",
            })
    void moneyCarriesItsNanosAndKeepsItsCurrency(String expression, String expected) throws Exception {
        Formula formula = compile(expression.replace("EUR{", "market.v1.Money{currency_code: 'EUR', "), null);

        String money = expected.equals("none") ? "" : expected.replaceFirst("EUR", "currency_code: \"EUR\"") + " ";
        assertThat(text(formula, evaluate(formula, USER, ITEMS)))
                .isEqualTo(expected.matches("[A-Z_]{4,}") ? expected : "value { " + money + "}");
    }

    @ParameterizedTest
    @CsvSource({"age, 40, value: 41", "age, 2147483647, OUT_OF_RANGE", "level, 1, value: LEVEL_GOLD"})
    void anIntBecomesTheIntegerThatIsWanted(String field, int age, String expected) throws Exception {
        FieldDescriptor target = user.findFieldByName("user").getMessageType().findFieldByName(field);
        Formula formula = compile("profile.user.age + 1", target);

        assertThat(text(formula, evaluate(formula, "user {age: " + age + "}", "failed")))
                .isEqualTo(expected);
    }

    @Test
    void evaluationIsBounded() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            many.append("items {price: ").append(i).append("} ");
        }
        Formula nested = compile("items.items.exists(x, items.items.exists(y, x.price + y.price < 0))", null);
        Formula wide = compile(
                "items.items.map(x, [x.price" + ", x.price + x.price + x.price + x.price".repeat(12) + "].max()).max()",
                null);

        assertThat(evaluate(nested, "failed", many.toString())).isEqualTo(new Result.Failed(Code.RESOURCE_EXHAUSTED));
        assertThat(evaluate(wide, "failed", many.toString())).isEqualTo(new Result.Failed(Code.RESOURCE_EXHAUSTED));
        assertThat(evaluate(wide, "failed", ITEMS)).isInstanceOf(Result.Value.class);
    }

    @Test
    void whatIsReadIsKnown() throws Exception {
        Formula formula = compile("[1].map(profile, profile + 1)[0] + size(items.items)", null);

        assertThat(formula.inputs())
                .extracting(input -> input.variable().name())
                .containsExactly("items");
        assertThat(formula.hasOtherwise()).isFalse();
        assertThat(compile("profile.?user.?nickname.orValue('x')", null).hasOtherwise())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "items.items.map(x, x.price) | items.items.price",
                "items.items.filter(x, x.price > 1).map(x, x.title) | items.items.price,items.items.title",
                "items.items.sort_by(x, -x.price).first(2) | items.items,items.items.price",
                "items.items[0].parts.exists(p, p.title == profile.user.display_name) | items.items.parts.title,profile.user.display_name",
                "profile.?user.?nickname.orValue(profile.user.display_name) | profile.user.display_name,profile.user.nickname",
                "has(profile.user.address) ? profile.user.address.city : '' | profile.user.address,profile.user.address.city",
                "size(items.items) > 1 ? profile : profile | items.items,profile",
                "shop.v1.Item{price: items.items[0].price} | items.items.price",
                "[1].map(profile, profile + 1)[0] + 2 | ''",
            })
    void itIsKnownWhichFieldsAreRead(String expression, String fields) throws Exception {
        assertThat(String.join(",", compile(expression, null).reads())).isEqualTo(fields);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "size(itemz.items) | 5 | \"itemz\" is unknown",
                "items.itemz.map(x, x) | 6 | shop.v1.ListItemsResponse has no field \"itemz\"",
                "items.items.map(x, x.parts.map(y, y.titel)) | 36 | shop.v1.Item has no field \"titel\"",
                "profile.?user.?nam.orValue('x') | 15 | shop.v1.User has no field \"nam\"",
                "shop.v1.Item{titel: ''} | 13 | shop.v1.Item has no field \"titel\"",
                "'é😀' + 1 | 6 | \"+\" does not take (string, int) (expected: types that go together; conversions such as double(x) and string(x) change them)",
                "items.items.sorted() | 12 | there is no function sorted()",
                "items.items.map(x, x | 20 | syntax: missing ')' at '<EOF>'",
                "[1, 'a'] | 0 | its type is list(dyn) (expected: a type that a field can have: a conversion says which)",
            })
    void saysWhatIsWrong(String expression, int offset, String text) {
        assertThatThrownBy(() -> compile(expression, null)).isInstanceOfSatisfying(FormulaException.class, e -> {
            assertThat(e.problems().get(0).text()).isEqualTo(text);
            assertThat(e.problems().get(0).offset()).isEqualTo(offset);
        });
    }
}
