package dev.weft.wire;

import static dev.weft.wire.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import dev.weft.wire.Mapping.Defaults;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerbatimTest {
    private final Descriptor type = ProtoSource.proto3("""
            enum Color { UNSPECIFIED = 0; RED = 1; }
            message Item { string id = 1; int32 count = 2; fixed32 width = 3; bytes code = 4; repeated Item parts = 5; map<string, Item> named = 6;
                           Color color = 7; optional int32 rank = 8; string far = 16; oneof choice { string text = 9; int32 number = 10; } }
            """).findMessageTypeByName("Item");
    private final Node identity = Projection.compile(Mapping.identity(type)).node();

    @Test
    void holds_of_what_would_be_written_as_it_is() throws MalformedException {
        Wire leaf = wire().string(1, "é").varintField(2, -1).fixed32Field(3, 7);
        Wire item = wire().string(1, "a")
                .bytes(4, (byte) 0xff)
                .message(5, leaf)
                .message(5, wire())
                .message(6, wire().string(1, "k").message(2, leaf))
                .varintField(7, 99)
                .varintField(8, 0)
                .string(9, "one of two")
                .string(16, "b");
        assertThat(holds(item)).isTrue();
        assertThat(holds(wire())).isTrue();
    }

    static Stream<Wire> inTheWay() {
        return Stream.of(
                wire().string(1, ""),
                wire().varintField(2, 0),
                wire().fixed32Field(3, 0),
                wire().bytes(4),
                wire().varintField(2, 1).varintField(2, 1),
                wire().raw(0x88, 0x00).varint(1),
                wire().string(99, "undeclared"),
                wire().group(98, wire()),
                wire().string(9, "a").varintField(10, 1));
    }

    @ParameterizedTest
    @MethodSource("inTheWay")
    void does_not_hold_of_what_is_dropped_merged_or_written_otherwise(Wire other) throws MalformedException {
        assertThat(holds(other)).isFalse();
        assertThat(holds(wire().message(5, wire().message(5, other)))).isFalse();
        assertThat(holds(wire().message(6, wire().string(1, "k").message(2, other))))
                .isFalse();
    }

    @Test
    void damage_is_noticed() {
        Wire damaged = wire().bytes(1, (byte) 0xff);
        assertThatThrownBy(() -> holds(damaged)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> holds(wire().message(5, damaged))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> holds(wire().raw(0x0a, 5, 'a'))).isInstanceOf(MalformedException.class);
    }

    @Test
    void only_what_copies_every_field_is_tried() {
        Mapping some = new Mapping(type)
                .copy(List.of(type.findFieldByName("id")), type.findFieldByName("id"), Defaults.AS_DECLARED);
        assertThat(identity.verbatim).isTrue();
        assertThat(Projection.compile(some).node().verbatim).isFalse();
        assertThat(Projection.compile(Mapping.identity(type).constant(new byte[] {8, 1}))
                        .node()
                        .verbatim)
                .isFalse();
    }

    @Test
    void a_type_is_not_tried_when_one_inside_of_it_is_changed() {
        Descriptor around = ProtoSource.proto3("""
                        message Outer { Inner inner = 1; Outer outer = 2; }
                        message Inner { int32 a = 1; int32 b = 2; }
                        """).findMessageTypeByName("Outer");
        Descriptor inside = around.findFieldByName("inner").getMessageType();
        Mapping inner = new Mapping(inside)
                .copy(List.of(inside.findFieldByName("a")), inside.findFieldByName("a"), Defaults.AS_DECLARED);
        Mapping outer = new Mapping(around);
        outer.project(
                        List.of(around.findFieldByName("inner")),
                        around.findFieldByName("inner"),
                        inner,
                        Defaults.AS_DECLARED)
                .project(
                        List.of(around.findFieldByName("outer")),
                        around.findFieldByName("outer"),
                        outer,
                        Defaults.AS_DECLARED);
        assertThat(Projection.compile(outer).node().verbatim).isFalse();
    }

    private boolean holds(Wire message) throws MalformedException {
        byte[] bytes = message.toBytes();
        return new Verbatim(bytes).holds(identity, 0, bytes.length, 0);
    }
}
