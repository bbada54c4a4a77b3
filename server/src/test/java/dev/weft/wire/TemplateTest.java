package dev.weft.wire;

import static dev.weft.wire.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.weft.wire.Mapping.Defaults;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private final FileDescriptor file = ProtoSource.proto3(
            """
            message List { repeated Item items = 1; Item first = 2; }
            message Item { string id = 1; string note = 2; Item part = 3; }
            """);
    private final Descriptor item = file.findMessageTypeByName("Item");

    @Test
    void writes_parts_in_their_order() {
        Template template = Template.of(List.of(
                new Part.Constant(wire().varintField(1, 5).toBytes()), new Part.Slot(1, null), new Part.Slot(0, null)));
        assertThat(template.render(slots(wire().string(2, "b"), wire().string(3, "c"))))
                .isEqualTo(
                        wire().varintField(1, 5).string(3, "c").string(2, "b").toBytes());
    }

    @Test
    void writes_what_stands_otherwise_for_a_missing_or_empty_piece() {
        byte[] otherwise = wire().string(1, "none").toBytes();
        Template template = Template.of(List.of(new Part.Slot(0, otherwise), new Part.Slot(1, null)));
        assertThat(template.render(slots(null, null))).isEqualTo(otherwise);
        assertThat(template.render(slots(wire(), wire()))).isEqualTo(otherwise);
        assertThat(template.render(slots(wire().string(1, "x"), null)))
                .isEqualTo(wire().string(1, "x").toBytes());
    }

    @Test
    void leaves_out_nested_messages_that_are_empty() {
        Part inner = new Part.Nested(300, List.of(new Part.Slot(0, null)));
        Template template = Template.of(List.of(new Part.Nested(1, List.of(inner, new Part.Slot(1, null)))));
        String text = "x".repeat(200);
        assertThat(template.render(slots(null, null))).isEmpty();
        assertThat(template.render(slots(null, wire().string(1, "a"))))
                .isEqualTo(wire().message(1, wire().string(1, "a")).toBytes());
        assertThat(template.render(slots(wire().string(1, text), null)))
                .isEqualTo(wire().message(1, wire().message(300, wire().string(1, text)))
                        .toBytes());
    }

    @Test
    void writes_the_same_piece_as_often_as_it_stands_there() {
        Piece piece = (Piece) Projection.compile(Mapping.identity(file.findMessageTypeByName("List")))
                .read(wire().message(1, wire().string(1, "a")).toBytes());
        Template template =
                Template.of(List.of(new Part.Slot(0, null), new Part.Nested(9, List.of(new Part.Slot(0, null)))));
        byte[] list = wire().message(1, wire().string(1, "a")).toBytes();
        assertThat(template.render(new @Nullable Piece[] {piece}))
                .isEqualTo(wire().raw(list).bytes(9, list).toBytes());
    }

    @Test
    void inserts_into_every_message_of_a_mapping() {
        Mapping element =
                identityOfId().insert(new Part.Slot(1, wire().string(2, "none").toBytes()));
        Piece piece = read(element, wire().message(1, wire().string(1, "a")).message(1, wire()));
        Template template = Template.of(List.of(new Part.Slot(0, null)));
        assertThat(template.render(new @Nullable Piece[] {
                    piece, Piece.encoded(wire().string(2, "n").toBytes())
                }))
                .isEqualTo(wire().message(1, wire().string(2, "n").string(1, "a"))
                        .message(1, wire().string(2, "n"))
                        .toBytes());
        assertThat(template.render(new @Nullable Piece[] {piece, null}))
                .isEqualTo(wire().message(1, wire().string(2, "none").string(1, "a"))
                        .message(1, wire().string(2, "none"))
                        .toBytes());
    }

    @Test
    void inserts_pieces_that_have_inserts_themselves() {
        Mapping element = identityOfId().insert(new Part.Slot(1, null));
        Piece outer = read(element, wire().message(1, wire()));
        Mapping inserted = new Mapping(item)
                .project(List.of(), field("part"), identityOfId().insert(new Part.Slot(2, null)), Defaults.DROPPED);
        Piece inner =
                (Piece) Projection.compile(inserted).read(wire().string(1, "in").toBytes());
        byte[] page = Template.of(List.of(new Part.Slot(0, null))).render(new @Nullable Piece[] {
            outer, inner, Piece.encoded(wire().string(2, "n").toBytes())
        });
        assertThat(page)
                .isEqualTo(wire().message(
                                1, wire().message(3, wire().string(2, "n").string(1, "in")))
                        .toBytes());
    }

    @Test
    void inserts_into_a_message_that_was_empty_without() {
        FieldDescriptor first = file.findMessageTypeByName("List").findFieldByName("first");
        Mapping mapping = new Mapping(file.findMessageTypeByName("List"))
                .project(List.of(first), first, identityOfId().insert(new Part.Slot(1, null)), Defaults.DROPPED);
        Piece piece = (Piece)
                Projection.compile(mapping).read(wire().message(2, wire()).toBytes());
        assertThat(piece.isEmpty()).isTrue();
        Template template = Template.of(List.of(new Part.Slot(0, null)));
        assertThat(template.render(new @Nullable Piece[] {piece, null})).isEmpty();
        assertThat(template.render(new @Nullable Piece[] {
                    piece, Piece.encoded(wire().string(2, "n").toBytes())
                }))
                .isEqualTo(wire().message(2, wire().string(2, "n")).toBytes());
    }

    @Test
    void a_piece_with_inserts_is_no_message_of_its_own() {
        Piece piece = read(identityOfId().insert(new Part.Slot(1, null)), wire());
        assertThatThrownBy(piece::toByteArray).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_slot_inserted_into_itself_is_an_error_and_no_endless_loop() {
        Piece piece = read(identityOfId().insert(new Part.Slot(0, null)), wire().message(1, wire()));
        assertThatThrownBy(() -> Template.of(List.of(new Part.Slot(0, null))).render(new @Nullable Piece[] {piece}))
                .isInstanceOf(IllegalStateException.class);
    }

    private Mapping identityOfId() {
        return new Mapping(item).copy(List.of(field("id")), field("id"), Defaults.AS_DECLARED);
    }

    private FieldDescriptor field(String name) {
        return item.findFieldByName(name);
    }

    private Piece read(Mapping element, Wire source) {
        FieldDescriptor items = file.findMessageTypeByName("List").findFieldByName("items");
        Mapping mapping = new Mapping(file.findMessageTypeByName("List"))
                .project(List.of(items), items, element, Defaults.AS_DECLARED);
        return (Piece) Projection.compile(mapping).read(source.toBytes());
    }

    private static @Nullable Piece[] slots(@Nullable Wire... contents) {
        @Nullable Piece[] slots = new @Nullable Piece[contents.length];
        for (int i = 0; i < contents.length; i++) {
            Wire content = contents[i];
            slots[i] = content == null ? null : Piece.encoded(content.toBytes());
        }
        return slots;
    }
}
