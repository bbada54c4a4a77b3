package dev.weft.wire;

import static dev.weft.wire.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.sun.management.ThreadMXBean;
import dev.weft.wire.Mapping.Defaults;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizerTest {
    private static final int MANY = 100_000;

    private final FileDescriptor file = ProtoSource.proto2("""
            enum Color { RED = 1; BLUE = 2; }
            message Node { optional int32 number = 1; repeated int32 numbers = 2; optional Node child = 3; repeated Node children = 4;
                           oneof choice { Node left = 5; Node right = 6; Color color = 7; string text = 8; }
                           map<string, Node> named = 9; optional Color shade = 10; }
            """);
    private final Descriptor type = file.findMessageTypeByName("Node");

    @Test
    void the_last_scalar_stays() throws MalformedException {
        assertNormalized(wire().varintField(1, 1).varintField(1, 2).varintField(1, 3), wire().varintField(1, 3));
    }

    /** Four megabytes below fifty messages: what is allocated depends on the bytes, not on how deep they stand. */
    @Test
    void takes_no_more_memory_for_what_is_nested() throws MalformedException {
        Wire nested = wire().bytes(8, new byte[4_000_000]);
        for (int depth = 0; depth < 50; depth++) {
            nested = wire().message(3, nested);
        }
        byte[] source =
                wire().varintField(1, 1).varintField(1, 2).message(3, nested).toBytes();
        Projection projection = Projection.compile(Mapping.identity(type));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(projection.read(source)).isInstanceOf(Piece.class);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10L * source.length);
    }

    @Test
    void messages_are_merged_at_every_depth() throws MalformedException {
        Wire parts = wire().message(3, wire().varintField(1, 1).message(3, wire().varintField(1, 2)))
                .message(3, wire().message(3, wire().varintField(2, 3)).varintField(1, 4));
        assertNormalized(
                parts,
                wire().message(
                                3,
                                wire().varintField(1, 4)
                                        .message(3, wire().varintField(1, 2).varintField(2, 3))));
    }

    @Test
    void all_is_kept_of_a_message_that_something_is_worked_out_of() throws MalformedException {
        Mapping mapping = new Mapping(type)
                .copy(List.of(type.findFieldByName("number")), type.findFieldByName("number"), Defaults.AS_DECLARED)
                .derive(0);
        Wire irregular = wire().varintField(1, 1)
                .string(8, "a")
                .message(3, wire().varintField(1, 5))
                .varintField(1, 2)
                .message(3, wire().varintField(2, 6))
                .varintField(7, 2);
        List<byte[]> given = new ArrayList<>();

        Piece piece = (Piece) Projection.compile(mapping).read(irregular.toBytes());
        byte[] page = Template.of(List.of(new Part.Slot(0, null)))
                .measure(new Piece[] {piece}, (index, message) -> {
                    given.add(message);
                    return List.of(Piece.encoded(wire().varintField(2, 9).toBytes()));
                })
                .write(null);

        assertThat(given).hasSize(1);
        assertThat(given.get(0))
                .isEqualTo(wire().varintField(1, 2)
                        .string(8, "a")
                        .message(3, wire().varintField(1, 5))
                        .message(3, wire().varintField(2, 6))
                        .varintField(7, 2)
                        .toBytes());
        assertThat(page).isEqualTo(wire().varintField(2, 9).varintField(1, 2).toBytes());
    }

    @Test
    void of_a_message_that_is_not_copied_all_parts_are_kept_for_who_reads_the_whole() throws MalformedException {
        Mapping mapping = new Mapping(type)
                .copy(List.of(type.findFieldByName("text")), type.findFieldByName("text"), Defaults.AS_DECLARED)
                .derive(0);
        Node node = Projection.compile(mapping).node();
        Wire parts = wire().message(5, wire().varintField(1, 1)).message(5, wire().varintField(2, 2));
        assertThat(Normalizer.normalize(parts.toBytes(), node)).isEqualTo(parts.toBytes());
        assertThat(Normalizer.normalize(
                        wire().raw(parts.toBytes())
                                .string(8, "x")
                                .string(8, "y")
                                .toBytes(),
                        node))
                .isEqualTo(wire().string(8, "y").toBytes());
    }

    @Test
    void of_what_another_copies_the_last_stays_also_for_who_reads_the_whole() throws MalformedException {
        Mapping inner = new Mapping(type)
                .copy(List.of(type.findFieldByName("color")), type.findFieldByName("color"), Defaults.AS_DECLARED);
        Mapping mapping = new Mapping(type)
                .copy(List.of(type.findFieldByName("text")), type.findFieldByName("text"), Defaults.AS_DECLARED)
                .derive(0)
                .project(List.of(), type.findFieldByName("child"), inner, Defaults.DROPPED);
        Node node = Projection.compile(mapping).node();
        assertThat(Normalizer.normalize(
                        wire().varintField(7, 1).varintField(7, 2).toBytes(), node))
                .isEqualTo(wire().varintField(7, 2).toBytes());
    }

    @Test
    void lists_keep_their_order_and_their_chunks() throws MalformedException {
        Wire list = wire().varintField(2, 1).bytes(2, (byte) 2, (byte) 3).varintField(2, 4);
        assertNormalized(list, list);
    }

    @Test
    void elements_and_values_of_maps_are_normalized_one_by_one() throws MalformedException {
        Wire twice = wire().varintField(1, 1).varintField(1, 2);
        Wire once = wire().varintField(1, 2);
        assertNormalized(
                wire().message(4, twice)
                        .message(4, twice)
                        .message(9, wire().string(1, "a").string(1, "b").message(2, twice)),
                wire().message(4, once)
                        .message(4, once)
                        .message(9, wire().string(1, "b").message(2, once)));
    }

    @Test
    void a_member_of_a_oneof_replaces_the_others_and_comes_back_anew() throws MalformedException {
        Wire left = wire().message(5, wire().varintField(1, 1));
        Wire again = wire().message(5, wire().varintField(2, 2));
        assertNormalized(wire().raw(left.toBytes()).string(8, "x"), wire().string(8, "x"));
        assertNormalized(wire().raw(left.toBytes()).string(8, "x").raw(again.toBytes()), again);
        assertNormalized(
                wire().raw(left.toBytes()).raw(again.toBytes()),
                wire().message(5, wire().varintField(1, 1).varintField(2, 2)));
    }

    @Test
    void a_number_that_a_closed_enum_does_not_know_replaces_nothing() throws MalformedException {
        assertNormalized(wire().varintField(10, 2).varintField(10, 9), wire().varintField(10, 2));
        assertNormalized(wire().string(8, "x").varintField(7, 9), wire().string(8, "x"));
    }

    @Test
    void what_is_not_copied_is_not_kept() throws MalformedException {
        assertNormalized(wire().varintField(99, 1).group(98, wire().group(97, wire().varintField(1, 1))), wire());
    }

    @Test
    void many_alternating_members_leave_one() throws MalformedException {
        Wire hostile = wire();
        for (int i = 0; i < MANY; i++) {
            hostile.message(5, wire().varintField(1, 1)).message(6, wire().varintField(1, 2));
        }
        assertNormalized(hostile, wire().message(6, wire().varintField(1, 2)));
    }

    @Test
    void many_parts_of_one_message_are_merged_once() throws MalformedException {
        Wire hostile = wire();
        for (int i = 0; i < MANY; i++) {
            hostile.message(3, wire().message(3, wire().message(3, wire().varintField(1, i))));
        }
        assertNormalized(
                hostile, wire().message(3, wire().message(3, wire().message(3, wire().varintField(1, MANY - 1)))));
    }

    @Test
    void regular_messages_are_not_normalized() throws MalformedException {
        Node node = Projection.compile(Mapping.identity(type)).node();
        Wire regular = wire().varintField(1, 1)
                .message(3, wire().varintField(1, 1))
                .message(4, wire())
                .message(4, wire());
        assertThat(isIrregular(regular.toBytes(), node)).isFalse();
        assertThat(isIrregular(regular.varintField(1, 1).toBytes(), node)).isTrue();
    }

    @Test
    void a_field_that_occurs_twice_is_noticed_among_very_many() throws MalformedException {
        StringBuilder fields = new StringBuilder();
        for (int i = 1; i <= 300; i++) {
            fields.append("int32 f").append(i).append(" = ").append(i).append(";");
        }
        Descriptor wide = ProtoSource.proto3("message Wide { " + fields + "}").findMessageTypeByName("Wide");
        Node node = Projection.compile(Mapping.identity(wide)).node();
        for (int twice = 1; twice <= 300; twice++) {
            Wire source = wire();
            for (int i = 1; i <= 300; i++) {
                source.varintField(i, 1);
            }
            assertThat(isIrregular(source.toBytes(), node)).isFalse();
            assertThat(isIrregular(source.varintField(twice, 1).toBytes(), node))
                    .isTrue();
        }
    }

    private void assertNormalized(Wire source, Wire expected) throws MalformedException {
        Node node = Projection.compile(Mapping.identity(type)).node();
        assertThat(Normalizer.normalize(source.toBytes(), node)).isEqualTo(expected.toBytes());
    }

    private static boolean isIrregular(byte[] message, Node node) throws MalformedException {
        return Walk.over(message, node, null, message.length).irregular();
    }
}
