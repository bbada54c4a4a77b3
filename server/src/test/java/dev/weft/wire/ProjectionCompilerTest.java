package dev.weft.wire;

import static dev.weft.wire.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.weft.wire.Mapping.Defaults;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectionCompilerTest {
    private final FileDescriptor file = ProtoSource.proto3("""
            message Item { string id = 1; Item part = 2; }
            message Shelf { Item first = 1; repeated Item rest = 2; map<string, Item> named = 3; }
            """);
    private final Descriptor item = file.findMessageTypeByName("Item");
    private final Descriptor shelf = file.findMessageTypeByName("Shelf");
    private final ProjectionCompiler compiler = new ProjectionCompiler();

    @Test
    void what_several_refer_to_is_compiled_once() {
        Mapping element = id();
        Projection first = compiler.compile(shelf("first", element));
        Projection rest = compiler.compile(shelf("rest", element));

        assertThat(child(first, 1)).isSameAs(child(rest, 2));
        byte[] source = wire().message(1, wire().string(1, "a"))
                .message(2, wire().string(1, "b"))
                .toBytes();
        assertThat(read(first, source))
                .isEqualTo(wire().message(1, wire().string(1, "a")).toBytes());
        assertThat(read(rest, source))
                .isEqualTo(wire().message(2, wire().string(1, "b")).toBytes());
    }

    @Test
    void only_a_projection_that_leads_to_inserts_has_some() {
        Mapping element = id().insert(new Part.Slot(1, null));
        Mapping part = new Mapping(item);
        part.project(List.of(field(item, "part")), field(item, "part"), element, Defaults.AS_DECLARED);
        byte[] source = wire().message(1, wire().message(2, wire())).toBytes();

        assertThat(hasInserts(compiler.compile(shelf("first", part)), source)).isTrue();
        assertThat(hasInserts(compiler.compile(shelf("first", id())), source)).isFalse();
        assertThat(hasInserts(compiler.compile(shelf("rest", part)), source)).isTrue();
    }

    @Test
    void inserts_are_found_wherever_they_are() {
        Mapping inserting = id().insert(new Part.Slot(1, null));
        Mapping itself = new Mapping(item).project(List.of(), field(item, "part"), inserting, Defaults.DROPPED);
        Mapping twice = shelf("first", id());
        twice.project(List.of(field(shelf, "first")), field(shelf, "first"), inserting, Defaults.AS_DECLARED);
        Mapping deeper = new Mapping(shelf);
        deeper.project(
                List.of(field(shelf, "first"), field(item, "part")),
                field(shelf, "first"),
                inserting,
                Defaults.AS_DECLARED);

        assertThat(hasInserts(compiler.compile(itself), new byte[0])).isTrue();
        assertThat(hasInserts(compiler.compile(twice), new byte[0])).isTrue();
        assertThat(hasInserts(compiler.compile(deeper), new byte[0])).isTrue();
        assertThat(hasInserts(compiler.compile(shelf("named", inserting)), new byte[0]))
                .isTrue();
    }

    @Test
    void a_type_that_is_copied_whole_is_so_in_every_projection() {
        Mapping all = Mapping.identity(item);
        assertThat(compiler.compile(all).node().verbatim).isTrue();
        Projection first = compiler.compile(shelf("first", all));
        assertThat(first.node().verbatim).isFalse();
        assertThat(child(first, 1).verbatim).isTrue();
    }

    @Test
    void what_copies_every_field_does_so_only_with_elements_that_do() {
        Mapping all = Mapping.identity(item);
        Mapping some = id();
        compiler.compile(all);
        compiler.compile(some);
        assertThat(compiler.compile(whole(all)).node().verbatim).isTrue();
        assertThat(compiler.compile(whole(some)).node().verbatim).isFalse();
    }

    @Test
    void a_mapping_that_was_compiled_takes_no_more() {
        Mapping mapping = id();
        compiler.compile(mapping);
        assertThatThrownBy(() -> mapping.insert(new Part.Slot(1, null))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> mapping.derive(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> mapping.constant(new byte[0])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> mapping.copy(List.of(field(item, "id")), field(item, "id"), Defaults.DROPPED))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> mapping.project(List.of(), field(item, "part"), id(), Defaults.DROPPED))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_mapping_that_was_refused_is_refused_again() {
        Mapping endless = new Mapping(item);
        endless.project(List.of(), field(item, "part"), endless, Defaults.DROPPED);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> compiler.compile(endless)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new ProjectionCompiler().compile(shelf("first", endless)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Mapping id() {
        return new Mapping(item).copy(List.of(field(item, "id")), field(item, "id"), Defaults.AS_DECLARED);
    }

    private Mapping whole(Mapping element) {
        Mapping whole = new Mapping(shelf);
        for (FieldDescriptor field : shelf.getFields()) {
            whole.project(List.of(field), field, element, Defaults.AS_DECLARED);
        }
        return whole;
    }

    private Mapping shelf(String field, Mapping element) {
        return new Mapping(shelf)
                .project(List.of(field(shelf, field)), field(shelf, field), element, Defaults.AS_DECLARED);
    }

    private static FieldDescriptor field(Descriptor type, String name) {
        return type.findFieldByName(name);
    }

    private static Node child(Projection projection, int field) {
        return projection.node().action(field).child();
    }

    private static byte[] read(Projection projection, byte[] source) {
        return ((Piece) projection.read(source)).toByteArray();
    }

    private static boolean hasInserts(Projection projection, byte[] source) {
        return ((Piece) projection.read(source)).hasInserts();
    }
}
