package dev.weft.wire;

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
    private final FileDescriptor file = ProtoSource.proto3("""
            message User { string name = 1; int32 age = 2; Address address = 3; repeated int32 scores = 4;
                           repeated Item items = 5; map<string, Item> byName = 6; optional int32 rank = 7;
                           oneof contact { string mail = 8; Item card = 9; int32 phone = 10; } User friend = 11;
                           float weight = 12; sint32 delta = 300; }
            message Address { string city = 1; string street = 2; int32 zip = 3; }
            message Item { string id = 1; int32 count = 2; }
            message Page { string title = 15; int64 years = 2; string city = 1; Street street = 3; repeated int64 points = 4;
                           repeated Card cards = 5; map<string, Card> cardOf = 6; optional int32 place = 7; int32 placeless = 17;
                           oneof reach { string email = 18; Card card = 19; } Page friend = 20; double weight = 21;
                           sint64 delta = 22; Card extra = 23; }
            message Street { string street = 2; int32 zip = 1000; string note = 5; }
            message Card { string id = 7; int32 count = 1; string note = 9; }
            """);

    private final Mapping card = new Mapping(file.findMessageTypeByName("Item"))
            .copy(from("Item", "id"), to("Card", "id"), Defaults.AS_DECLARED)
            .copy(from("Item", "count"), to("Card", "count"), Defaults.AS_DECLARED);

    @Test
    void copies_renumbers_and_widens() throws Exception {
        Mapping mapping = user().copy(from("User", "name"), to("Page", "title"), Defaults.AS_DECLARED)
                .copy(from("User", "age"), to("Page", "years"), Defaults.AS_DECLARED)
                .copy(from("User", "weight"), to("Page", "weight"), Defaults.AS_DECLARED)
                .copy(from("User", "delta"), to("Page", "delta"), Defaults.AS_DECLARED)
                .copy(from("User", "scores"), to("Page", "points"), Defaults.AS_DECLARED);
        assertThat(page(mapping, user("name: 'Ann' age: -3 weight: 1.5 delta: -1 scores: [1, -1]")))
                .isEqualTo("years: -3 points: 1 points: -1 title: \"Ann\" weight: 1.5 delta: -1");
    }

    @Test
    void descends_once_for_paths_with_a_common_beginning_and_projects_the_same_field_too() throws Exception {
        Mapping street = new Mapping(file.findMessageTypeByName("Address"))
                .copy(from("Address", "street"), to("Street", "street"), Defaults.AS_DECLARED)
                .copy(from("Address", "zip"), to("Street", "zip"), Defaults.AS_DECLARED);
        Mapping mapping = user().copy(from("User", "address.city"), to("Page", "city"), Defaults.AS_DECLARED)
                .copy(from("User", "address.zip"), to("Page", "years"), Defaults.AS_DECLARED)
                .project(from("User", "address"), to("Page", "street"), street, Defaults.AS_DECLARED);
        assertThat(page(mapping, user("name: 'x' address { city: 'Rome' street: 'Via' zip: 7 }")))
                .isEqualTo("city: \"Rome\" years: 7 street { street: \"Via\" zip: 7 }");
    }

    private Mapping user() {
        return new Mapping(file.findMessageTypeByName("User"));
    }

    private List<FieldDescriptor> from(String type, String path) {
        return ProtoSource.path(file, type, path);
    }

    private FieldDescriptor to(String type, String field) {
        return file.findMessageTypeByName(type).findFieldByName(field);
    }

    private byte[] user(String text) throws TextFormat.ParseException {
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
