package dev.weft.wire;

import static dev.weft.wire.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.weft.wire.Mapping.Defaults;
import org.junit.jupiter.api.Test;

class DamageTest {
    private final FileDescriptor file = ProtoSource.proto3("""
            message Tree { int32 number = 1; string text = 2; Tree child = 3; fixed32 small = 4; fixed64 large = 5;
                           repeated int32 numbers = 6; repeated fixed32 smalls = 7; repeated double doubles = 8;
                           map<string, string> texts = 9; repeated Tree children = 10; }
            message Twice { Twice one = 1; Twice other = 2; int32 number = 3; }
            """);
    private final Descriptor tree = file.findMessageTypeByName("Tree");
    private final Projection identity = Projection.compile(Mapping.identity(tree));
    private final Projection nothing = Projection.compile(new Mapping(tree));

    @Test
    void truncated() {
        assertMalformed(wire().raw(0x08), "truncated", 1);
        assertMalformed(wire().raw(0x08, 0x80), "truncated", 2);
        assertMalformed(wire().raw(0x80), "truncated", 1);
        assertMalformed(wire().tag(4, 5).raw(1, 2, 3), "truncated", 4);
        assertMalformed(wire().tag(5, 1).raw(1, 2, 3, 4, 5, 6, 7), "truncated", 8);
        assertMalformed(wire().tag(2, 2), "truncated", 1);
        assertMalformed(wire().tag(70, 3).varintField(1, 1), "truncated", 4);
    }

    @Test
    void truncated_at_the_end_of_the_message_that_holds_it() {
        assertMalformed(wire().message(3, wire().raw(0x08)).varintField(1, 1), "truncated", 3);
        assertMalformed(wire().message(3, wire().tag(4, 5)).raw(1, 2, 3, 4), "truncated", 3);
    }

    @Test
    void length_past_the_end() {
        assertMalformed(wire().tag(2, 2).raw(2, 'a'), "length past the end", 1);
        assertMalformed(wire().message(3, wire().tag(2, 2).raw(2, 'a')).raw('b'), "length past the end", 3);
        assertMalformed(wire().tag(70, 2).varint(Integer.MAX_VALUE).raw('a'), "length past the end", 2);
    }

    @Test
    void over_long_varint() {
        assertMalformed(wire().tag(1, 0).varint(1, 11), "over-long varint", 1);
        assertMalformed(
                wire().tag(1, 0).raw(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02),
                "over-long varint",
                1);
        assertMalformed(wire().varint(8, 6).raw(1), "over-long varint", 0);
        assertMalformed(wire().raw(0x88, 0x80, 0x80, 0x80, 0x10, 1), "over-long varint", 0);
        assertMalformed(wire().tag(2, 2).varint(1, 6).raw('a'), "over-long varint", 1);
        assertMalformed(wire().tag(2, 2).varint(0x80000000L).raw('a'), "over-long varint", 1);
    }

    @Test
    void wrong_wire_type_of_what_is_copied() {
        assertMalformed(wire().string(1, "x"), "wrong wire type", 1);
        assertMalformed(wire().varintField(2, 1), "wrong wire type", 1);
        assertMalformed(wire().varintField(3, 1), "wrong wire type", 1);
        assertMalformed(wire().group(3, wire()), "wrong wire type", 1);
        assertMalformed(wire().fixed32Field(5, 1), "wrong wire type", 1);
        assertMalformed(wire().fixed32Field(6, 1), "wrong wire type", 1);
        assertMalformed(wire().varintField(9, 1), "wrong wire type", 1);
        assertMalformed(wire().message(9, wire().varintField(1, 1)), "wrong wire type", 3);
    }

    @Test
    void invalid_tag() {
        assertMalformed(wire().raw(0, 0), "field number 0", 1);
        assertMalformed(wire().raw(0x80, 0, 0), "field number 0", 2);
        assertMalformed(wire().raw(0x0e), "unknown wire type", 1);
        assertMalformed(wire().tag(70, 7), "unknown wire type", 2);
    }

    @Test
    void groups_that_do_not_match() {
        assertMalformed(wire().tag(70, 4), "unmatched end of group", 2);
        assertMalformed(wire().tag(70, 3).tag(71, 4), "unmatched end of group", 4);
        assertMalformed(wire().message(3, wire().tag(70, 3)).tag(70, 4), "truncated", 4);
    }

    @Test
    void invalid_utf8() {
        int[][] wrong = {
            {0x80},
            {0xc0, 0x80},
            {0xc1, 0xbf},
            {0xc2},
            {0xc2, 0x41},
            {0xe0, 0x9f, 0xbf},
            {0xe1, 0x80},
            {0xe1, 0x80, 0x41},
            {0xed, 0xa0, 0x80},
            {0xf0, 0x8f, 0xbf, 0xbf},
            {0xf1, 0x80, 0x80, 0x41},
            {0xf4, 0x90, 0x80, 0x80},
            {0xf5, 0x80, 0x80, 0x80},
            {0xff}
        };
        for (int[] bytes : wrong) {
            Wire text =
                    wire().raw('e', 'i', 'g', 'h', 't', ' ', 'l', 'o', 'n', 'g').raw(bytes);
            assertMalformed(wire().bytes(2, text.toBytes()), "invalid UTF-8", 12);
        }
        assertMalformed(wire().message(9, wire().bytes(1, (byte) 0xff)), "invalid UTF-8", 4);
    }

    @Test
    void packed_values_that_do_not_fill_their_chunk() {
        assertMalformed(wire().bytes(6, (byte) 1, (byte) 0x80), "truncated", 4);
        assertMalformed(wire().bytes(7, new byte[7]), "truncated", 9);
        assertMalformed(wire().bytes(8, new byte[9]), "truncated", 11);
    }

    @Test
    void nested_as_deeply_as_protobuf_reads_and_one_deeper() throws Exception {
        byte[] deepest = nested(100);
        byte[] deeper = nested(101);
        assertThat(DynamicMessage.parseFrom(tree, deepest).isInitialized()).isTrue();
        assertThatThrownBy(() -> DynamicMessage.parseFrom(tree, deeper)).hasMessageContaining("too many levels");
        assertThat(identity.read(deepest)).isInstanceOf(Piece.class);
        assertThat(identity.read(deeper)).isEqualTo(new Reading.Malformed("nested too deeply", deeper.length));
        Wire groups = wire();
        for (int i = 0; i < 101; i++) {
            groups.tag(70, 3);
        }
        assertMalformed(groups, "nested too deeply", 202);
    }

    private static byte[] nested(int depth) {
        Wire message = wire();
        for (int i = 0; i < depth; i++) {
            int length = message.toBytes().length;
            message = wire().tag(3, 2).varint(length).raw(message.toBytes());
        }
        return message.toBytes();
    }

    @Test
    void what_is_not_copied_is_skipped_and_only_its_structure_checked() {
        assertThat(nothing.read(wire().bytes(2, (byte) 0xff)
                        .varintField(3, 1)
                        .string(3, "no message")
                        .toBytes()))
                .isInstanceOf(Piece.class);
        assertThat(nothing.read(wire().tag(2, 2).raw(9).toBytes())).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void a_message_that_grows_with_two_to_the_power_of_its_depth() {
        Descriptor type = file.findMessageTypeByName("Twice");
        Mapping mapping = new Mapping(type);
        mapping.copy(ProtoSource.path(file, "Twice", "number"), type.findFieldByName("number"), Defaults.AS_DECLARED);
        mapping.project(
                ProtoSource.path(file, "Twice", "one"), type.findFieldByName("one"), mapping, Defaults.AS_DECLARED);
        mapping.project(
                ProtoSource.path(file, "Twice", "one"), type.findFieldByName("other"), mapping, Defaults.AS_DECLARED);
        Wire message = wire().varintField(3, 1);
        for (int i = 0; i < 60; i++) {
            message = wire().message(1, message);
        }
        assertThat(Projection.compile(mapping).read(message.toBytes()))
                .isInstanceOfSatisfying(
                        Reading.Malformed.class,
                        malformed -> assertThat(malformed.reason()).isEqualTo("grows too much when projected"));
    }

    private void assertMalformed(Wire source, String reason, int offset) {
        assertThat(identity.read(source.toBytes())).isEqualTo(new Reading.Malformed(reason, offset));
    }
}
