package dev.weft.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import dev.weft.wire.Mapping.Defaults;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class ReadFieldsTest {
    private static final int MESSAGES_OF_EACH = 8;

    private final FileDescriptor file = ProtoSource.proto3("""
            message Orders { repeated Order orders = 1; string next_page_token = 2; map<string, Order> by_id = 3; }
            message Order { string id = 1; string note = 2; Money total = 3; Money fee = 4; Order replaces = 5; }
            message Money { string currency = 1; int64 units = 2; }
            message Page { repeated Card cards = 1; string total = 2; map<string, Card> named = 3; }
            message Card { string id = 1; string currency = 2; Card before = 3; Money total = 4; }
            """);
    private final Descriptor orders = type("Orders");

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void a_copy_is_read_as_the_whole_is(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        RandomSchema schema = new RandomSchema(random, new Hits(), true, random.nextInt(8) == 0);
        Projection one = Projection.compile(schema.mapping);
        Projection other = Projection.compile(schema.other);
        Projection copy =
                ReadFields.of(schema.source, List.of(one, other)).orElseThrow().copy();
        for (int i = 0; i < MESSAGES_OF_EACH; i++) {
            byte[] whole = new RandomMessage(random, new Hits(), 3).of(schema.source);
            byte[] copied = read(copy, whole);
            assertReadAlike(one, schema.target, copied, whole);
            assertReadAlike(other, schema.otherTarget, copied, whole);
        }
    }

    private static void assertReadAlike(Projection projection, Descriptor target, byte[] copied, byte[] whole)
            throws InvalidProtocolBufferException {
        assertThat(SlowProjection.parsed(target, read(projection, copied)))
                .as(HexFormat.of().formatHex(whole))
                .isEqualTo(SlowProjection.parsed(target, read(projection, whole)));
    }

    private static byte[] read(Projection projection, byte[] message) {
        return ((Piece) projection.read(message)).toByteArray();
    }

    @Test
    void what_nobody_reads_is_not_in_it() throws Exception {
        Mapping card = new Mapping(type("Order"))
                .copy(path("Order", "id"), field("Card", "id"), Defaults.AS_DECLARED)
                .copy(path("Order", "total", "currency"), field("Card", "currency"), Defaults.AS_DECLARED);
        Mapping cards =
                new Mapping(orders).project(path("Orders", "orders"), field("Page", "cards"), card, Defaults.DROPPED);
        assertThat(copied(List.of(cards), """
                orders { id: "a" note: "n" total { currency: "EUR" units: 7 } fee { units: 1 } }
                orders { note: "n" }
                next_page_token: "t"
                """))
                .isEqualTo("orders { id: \"a\" total { currency: \"EUR\" } } orders { }");
        assertThat(text(cards)).isEqualTo("0{orders:1} 1{id,total:2} 2{currency}");
    }

    @Test
    void what_one_of_them_reads_is() throws Exception {
        Mapping token = new Mapping(orders)
                .copy(path("Orders", "next_page_token"), field("Page", "total"), Defaults.AS_DECLARED);
        Mapping named = new Mapping(orders)
                .project(
                        path("Orders", "by_id"),
                        field("Page", "named"),
                        new Mapping(type("Order"))
                                .copy(path("Order", "note"), field("Card", "id"), Defaults.AS_DECLARED),
                        Defaults.AS_DECLARED);
        assertThat(copied(List.of(token, named), """
                by_id { key: "a" value { id: "a" note: "n" } } orders { id: "b" } next_page_token: "t"
                """))
                .isEqualTo("next_page_token: \"t\" by_id { key: \"a\" value { note: \"n\" } }");
        assertThat(text(token, named)).isEqualTo("0{next_page_token,by_id:1} 1{note}");
    }

    @Test
    void of_a_type_within_itself_it_is_read_as_deep_as_it_goes() throws Exception {
        Mapping card = new Mapping(type("Order"));
        card.copy(path("Order", "id"), field("Card", "id"), Defaults.AS_DECLARED)
                .project(path("Order", "replaces"), field("Card", "before"), card, Defaults.AS_DECLARED);
        Mapping cards =
                new Mapping(orders).project(path("Orders", "orders"), field("Page", "cards"), card, Defaults.DROPPED);
        assertThat(copied(List.of(cards), """
                orders { id: "a" note: "n" replaces { id: "b" replaces { note: "n" fee { units: 1 } } } }
                """)).isEqualTo("orders { id: \"a\" replaces { id: \"b\" replaces { } } }");
        assertThat(text(cards)).isEqualTo("0{orders:1} 1{id,replaces:1}");
    }

    @Test
    void what_something_is_worked_out_of_is_all_in_it() throws Exception {
        Mapping card = new Mapping(type("Order")).derive(0);
        Mapping cards =
                new Mapping(orders).project(path("Orders", "orders"), field("Page", "cards"), card, Defaults.DROPPED);
        assertThat(copied(List.of(cards), """
                orders { id: "a" note: "n" fee { units: 1 } } next_page_token: "t"
                """)).isEqualTo("orders { id: \"a\" note: \"n\" fee { units: 1 } }");
    }

    @Test
    void of_what_nobody_reads_anything_nothing_is_left() throws Exception {
        assertThat(copied(List.of(), "next_page_token: \"t\"")).isEmpty();
    }

    @Test
    void of_a_message_that_something_is_worked_out_of_no_group_is_lost() {
        Descriptor type = ProtoSource.proto2(
                        "message M { optional M m = 1; optional group Old = 7 { optional int32 n = 1; } }")
                .findMessageTypeByName("M");
        Projection identity = Projection.compile(Mapping.identity(type));
        assertThat(ReadFields.of(type, List.of(identity))).isPresent();
        Projection derived = Projection.compile(new Mapping(type).derive(0));
        assertThat(ReadFields.of(type, List.of(identity, derived))).isEmpty();
    }

    @Test
    void their_paths_say_what_is_whole_and_where_a_type_leads_to_itself() {
        Mapping money =
                new Mapping(type("Money")).copy(path("Money", "currency"), field("Card", "id"), Defaults.AS_DECLARED);
        Mapping card = new Mapping(type("Order"));
        card.project(path("Order", "fee"), field("Card", "total"), money, Defaults.AS_DECLARED)
                .project(
                        path("Order", "total"),
                        field("Card", "total"),
                        Mapping.identity(type("Money")),
                        Defaults.AS_DECLARED)
                .project(path("Order", "replaces"), field("Card", "before"), card, Defaults.AS_DECLARED);
        Mapping cards =
                new Mapping(orders).project(path("Orders", "orders"), field("Page", "cards"), card, Defaults.DROPPED);
        assertThat(paths(cards)).containsExactly("orders.total", "orders.fee.currency", "orders.replaces.…");
    }

    @Test
    void their_paths_say_what_only_has_to_be_there_and_what_is_all() {
        Mapping counted = new Mapping(orders)
                .project(
                        path("Orders", "orders"),
                        field("Page", "cards"),
                        new Mapping(type("Order")),
                        Defaults.AS_DECLARED);
        assertThat(paths(counted)).containsExactly("orders {}");
        assertThat(paths()).isEmpty();
        assertThat(paths(new Mapping(orders).derive(0))).containsExactly("**");
    }

    private List<String> paths(Mapping... mappings) {
        return ReadFields.of(
                        orders,
                        List.of(mappings).stream().map(Projection::compile).toList())
                .orElseThrow()
                .paths();
    }

    private String copied(List<Mapping> mappings, String message) throws Exception {
        DynamicMessage.Builder whole = DynamicMessage.newBuilder(orders);
        TextFormat.merge(message, whole);
        Projection copy = ReadFields.of(
                        orders, mappings.stream().map(Projection::compile).toList())
                .orElseThrow()
                .copy();
        return TextFormat.printer()
                .emittingSingleLine(true)
                .printToString(DynamicMessage.parseFrom(
                        orders, read(copy, whole.build().toByteArray())));
    }

    private String text(Mapping... mappings) {
        return ReadFields.of(
                        orders,
                        List.of(mappings).stream().map(Projection::compile).toList())
                .orElseThrow()
                .toString();
    }

    private Descriptor type(String name) {
        return file.findMessageTypeByName(name);
    }

    private FieldDescriptor field(String type, String name) {
        return type(type).findFieldByName(name);
    }

    private List<FieldDescriptor> path(String type, String... names) {
        List<FieldDescriptor> path = new ArrayList<>();
        Descriptor at = type(type);
        for (String name : names) {
            FieldDescriptor field = at.findFieldByName(name);
            path.add(field);
            at = name.equals(names[names.length - 1]) ? at : field.getMessageType();
        }
        return path;
    }
}
