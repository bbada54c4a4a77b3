package dev.weft.wire;

import static dev.weft.wire.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import dev.weft.wire.Mapping.Defaults;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private final FileDescriptor file = ProtoSource.proto3(
            """
            message User { string name = 1; int32 age = 2; Address address = 3; repeated int32 scores = 4;
                           repeated Item items = 5; map<string, Item> by_name = 6; optional int32 rank = 7;
                           oneof contact { string mail = 8; Item card = 9; int32 phone = 10; } User friend = 11;
                           float weight = 12; sint32 delta = 300; }
            message Address { string city = 1; string street = 2; int32 zip = 3; }
            message Item { string id = 1; int32 count = 2; }
            message Page { string title = 15; int64 years = 2; string city = 1; Street street = 3; repeated int64 points = 4;
                           repeated Card cards = 5; map<string, Card> card_of = 6; optional int32 place = 7; int32 placeless = 17;
                           oneof reach { string email = 18; Card card = 19; } Page friend = 20; double weight = 21;
                           sint64 delta = 22; Person person = 23; }
            message Street { string street = 2; int32 zip = 1000; }
            message Card { string id = 7; int32 count = 1; string note = 9; }
            message Person { string name = 4; }
            """);

    private final Mapping card = new Mapping(file.findMessageTypeByName("Item"))
            .copy(path("Item", "id"), field("Card", "id"), Defaults.AS_DECLARED)
            .copy(path("Item", "count"), field("Card", "count"), Defaults.AS_DECLARED);

    @Test
    void copies_renumbers_and_widens() throws Exception {
        Mapping mapping =
                copy(copy(copy(copy(user(), "name", "title"), "age", "years"), "weight", "weight"), "delta", "delta");
        copy(mapping, "scores", "points");
        assertThat(page(mapping, source("name: 'Ann' age: -3 weight: 1.5 delta: -1 scores: [1, -1] rank: 9")))
                .isEqualTo("years: -3 points: 1 points: -1 title: \"Ann\" weight: 1.5 delta: -1");
    }

    @Test
    void descends_into_a_message_that_it_also_projects() throws Exception {
        Mapping street = new Mapping(file.findMessageTypeByName("Address"))
                .copy(path("Address", "street"), field("Street", "street"), Defaults.AS_DECLARED)
                .copy(path("Address", "zip"), field("Street", "zip"), Defaults.AS_DECLARED);
        Mapping mapping = copy(copy(user(), "address.city", "city"), "address.zip", "years")
                .project(path("User", "address"), field("Page", "street"), street, Defaults.AS_DECLARED);
        assertThat(page(mapping, source("name: 'x' address { city: 'Rome' street: 'Via' zip: 7 }")))
                .isEqualTo("city: \"Rome\" years: 7 street { street: \"Via\" zip: 7 }");
    }

    @Test
    void descends_into_what_occurs_in_parts() throws Exception {
        Mapping mapping = copy(copy(user(), "address.city", "city"), "address.zip", "years");
        Wire parts =
                wire().message(3, wire().string(1, "Rome").varintField(3, 7)).message(3, wire().string(1, "Oslo"));
        assertThat(page(mapping, parts.toBytes())).isEqualTo("city: \"Oslo\" years: 7");
    }

    @Test
    void projects_lists_and_maps() throws Exception {
        Mapping mapping = user().project(path("User", "items"), field("Page", "cards"), card, Defaults.DROPPED)
                .project(path("User", "by_name"), field("Page", "card_of"), card, Defaults.DROPPED);
        assertThat(page(mapping, source("items { id: 'a' } items {} by_name { key: 'k' value { count: 2 } }")))
                .isEqualTo("cards { id: \"a\" } cards { } card_of { key: \"k\" value { count: 2 } }");
    }

    @Test
    void projects_the_message_itself() throws Exception {
        Mapping person = new Mapping(file.findMessageTypeByName("User"))
                .copy(path("User", "name"), field("Person", "name"), Defaults.AS_DECLARED);
        Mapping mapping = user().project(List.of(), field("Page", "person"), person, Defaults.AS_DECLARED);
        assertThat(page(mapping, source("name: 'Ann'"))).isEqualTo("person { name: \"Ann\" }");
        assertThat(page(mapping, source("age: 3"))).isEqualTo("person { }");
    }

    @Test
    void drops_a_zero_that_has_presence_in_one_of_them_only() throws Exception {
        Mapping mapping = copy(copy(user(), "rank", "place"), "rank", "placeless");
        assertThat(page(mapping, source("rank: 0"))).isEqualTo("place: 0");
        assertThat(Projection.compile(copy(user(), "rank", "placeless")).read(source("rank: 0")))
                .isInstanceOfSatisfying(
                        Piece.class, piece -> assertThat(piece.toByteArray()).isEmpty());
    }

    @Test
    void drops_every_default_when_told() {
        Mapping mapping = user().copy(path("User", "rank"), field("Page", "place"), Defaults.DROPPED)
                .copy(path("User", "mail"), field("Page", "email"), Defaults.DROPPED)
                .project(path("User", "card"), field("Page", "card"), card, Defaults.DROPPED)
                .copy(path("User", "scores"), field("Page", "points"), Defaults.DROPPED);
        Projection projection = Projection.compile(mapping);
        for (Wire empty : List.of(
                wire().varintField(7, 0),
                wire().string(8, ""),
                wire().message(9, wire()),
                wire().message(9, wire().varintField(2, 0).varintField(77, 1)),
                wire().bytes(4))) {
            assertThat(projection.read(empty.toBytes()))
                    .isInstanceOfSatisfying(
                            Piece.class, piece -> assertThat(piece.isEmpty()).isTrue());
        }
    }

    @Test
    void keeps_negative_zero() throws Exception {
        assertThat(page(
                        copy(user(), "weight", "weight"),
                        wire().fixed32Field(12, 0x80000000).toBytes()))
                .isEqualTo("weight: -0.0");
    }

    @Test
    void a_oneof_member_that_is_not_copied_replaces_the_one_that_is() throws Exception {
        Mapping mapping = copy(user(), "mail", "email");
        assertThat(page(mapping, wire().string(8, "a@b").varintField(10, 1).toBytes()))
                .isEmpty();
        assertThat(page(mapping, wire().varintField(10, 1).string(8, "a@b").toBytes()))
                .isEqualTo("email: \"a@b\"");
    }

    @Test
    void a_oneof_member_of_another_wire_type_is_unknown_and_replaces_nothing() throws Exception {
        assertThat(page(
                        copy(user(), "mail", "email"),
                        wire().string(8, "a@b").fixed32Field(10, 1).toBytes()))
                .isEqualTo("email: \"a@b\"");
    }

    @Test
    void writes_constants_into_every_message_even_for_an_absent_value_of_a_map() throws Exception {
        card.constant(Constants.encode(field("Card", "note"), "n"));
        Mapping mapping = user().project(path("User", "items"), field("Page", "cards"), card, Defaults.AS_DECLARED)
                .project(path("User", "by_name"), field("Page", "card_of"), card, Defaults.AS_DECLARED);
        Wire source =
                wire().message(5, wire()).message(5, wire().string(1, "a")).message(6, wire().string(1, "k"));
        assertThat(page(mapping, source.toBytes()))
                .isEqualTo("cards { note: \"n\" } cards { id: \"a\" note: \"n\" }"
                        + " card_of { key: \"k\" value { note: \"n\" } }");
    }

    @Test
    void projects_recursive_types() throws Exception {
        Mapping mapping = copy(user(), "name", "title");
        mapping.project(path("User", "friend"), field("Page", "friend"), mapping, Defaults.AS_DECLARED);
        assertThat(page(mapping, source("name: 'a' friend { age: 1 friend { name: 'b' } }")))
                .isEqualTo("title: \"a\" friend { friend { title: \"b\" } }");
    }

    @Test
    void identity_drops_at_every_depth_what_is_not_declared() {
        Projection projection = Projection.compile(Mapping.identity(file.findMessageTypeByName("User")));
        Wire clean = wire().string(1, "a").message(11, wire().string(1, "b").message(5, wire().string(1, "c")));
        Wire smuggled = wire().string(1, "a")
                .group(99, wire().string(1, "x"))
                .message(
                        11,
                        wire().string(1, "b")
                                .varintField(98, 1)
                                .message(5, wire().string(1, "c").string(97, "x")))
                .fixed64Field(96, 1);
        assertThat(((Piece) projection.read(smuggled.toBytes())).toByteArray()).isEqualTo(clean.toBytes());
    }

    private Mapping user() {
        return new Mapping(file.findMessageTypeByName("User"));
    }

    private Mapping copy(Mapping mapping, String path, String target) {
        return mapping.copy(path("User", path), field("Page", target), Defaults.AS_DECLARED);
    }

    private List<FieldDescriptor> path(String type, String path) {
        return ProtoSource.path(file, type, path);
    }

    private FieldDescriptor field(String type, String field) {
        return file.findMessageTypeByName(type).findFieldByName(field);
    }

    private byte[] source(String text) throws TextFormat.ParseException {
        DynamicMessage.Builder user = DynamicMessage.newBuilder(file.findMessageTypeByName("User"));
        TextFormat.merge(text, user);
        return user.build().toByteArray();
    }

    private String page(Mapping mapping, byte[] source) throws InvalidProtocolBufferException {
        Piece piece = (Piece) Projection.compile(mapping).read(source);
        return TextFormat.printer()
                .emittingSingleLine(true)
                .printToString(DynamicMessage.parseFrom(file.findMessageTypeByName("Page"), piece.toByteArray()))
                .strip();
    }
}
