package dev.weft.wire;

import static dev.weft.wire.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.weft.wire.Mapping.Defaults;
import java.util.List;
import org.junit.jupiter.api.Test;

class MappingTest {
    private final FileDescriptor file = ProtoSource.proto2("""
            message From { optional int32 number = 1; repeated int32 numbers = 2; map<int32, string> texts = 3; optional Leaf leaf = 4;
                           repeated Leaf leaves = 5; map<string, Leaf> named = 6; optional group Old = 7 { optional int32 n = 1; } }
            message Leaf { optional string text = 1; }
            message To { optional int64 number = 1; repeated string texts = 2; map<int64, string> by_number = 3; optional Leaf leaf = 4;
                         repeated int32 leaves = 5; optional group Old = 7 { optional int32 n = 1; } map<string, bytes> blobs = 8; }
            """);
    private final Mapping leaf = new Mapping(file.findMessageTypeByName("Leaf"));

    @Test
    void accepts_what_converts() {
        from().copy(path("number"), to("number"), Defaults.AS_DECLARED)
                .copy(path("texts"), to("by_number"), Defaults.AS_DECLARED)
                .project(path("leaf"), to("leaf"), leaf, Defaults.AS_DECLARED);
    }

    @Test
    void rejects_what_does_not_convert_or_has_another_shape() {
        assertCopyRejected("number", "leaf");
        assertCopyRejected("number", "texts");
        assertCopyRejected("numbers", "number");
        assertCopyRejected("numbers", "texts");
        assertCopyRejected("texts", "blobs");
        assertCopyRejected("texts", "texts");
        assertCopyRejected("leaf", "leaf");
        assertCopyRejected("old", "old");
        assertCopyRejected("leaf.text", "number");
    }

    @Test
    void rejects_projections_of_what_is_no_such_message() {
        assertProjectRejected(path("leaf"), "number", leaf);
        assertProjectRejected(path("number"), "leaf", leaf);
        assertProjectRejected(path("leaves"), "leaf", leaf);
        assertProjectRejected(path("leaf"), "leaf", from());
        assertProjectRejected(path("old"), "old", new Mapping(path("old").get(0).getMessageType()));
        assertProjectRejected(List.of(), "leaf", leaf);
        assertProjectRejected(List.of(), "number", from());
    }

    @Test
    void rejects_paths_that_lead_elsewhere_or_through_lists_and_scalars() {
        FieldDescriptor text = file.findMessageTypeByName("Leaf").findFieldByName("text");
        FieldDescriptor target = to("number");
        for (List<FieldDescriptor> path : List.of(
                List.<FieldDescriptor>of(),
                List.of(text),
                List.of(path("leaves").get(0), text),
                List.of(path("number").get(0), text),
                List.of(path("old").get(0), path("old").get(0).getMessageType().findFieldByName("n")))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> from().copy(path, target, Defaults.AS_DECLARED))
                    .withMessageContaining("expected");
        }
    }

    @Test
    void rejects_a_message_that_is_projected_into_itself_without_end() {
        Descriptor type = file.findMessageTypeByName("Leaf");
        Descriptor box = ProtoSource.proto3("message Box { Box box = 1; }").findMessageTypeByName("Box");
        Mapping one = new Mapping(type);
        Mapping other = new Mapping(type);
        one.project(List.of(), box.findFieldByName("box"), other, Defaults.AS_DECLARED);
        other.project(List.of(), box.findFieldByName("box"), one, Defaults.AS_DECLARED);
        assertThatIllegalArgumentException().isThrownBy(() -> Projection.compile(one));
    }

    @Test
    void identity_leaves_groups_out() {
        Projection projection = Projection.compile(Mapping.identity(file.findMessageTypeByName("From")));
        Piece piece = (Piece) projection.read(
                wire().varintField(1, 5).group(7, wire().varintField(1, 1)).toBytes());
        assertThat(piece.toByteArray()).isEqualTo(wire().varintField(1, 5).toBytes());
    }

    private void assertCopyRejected(String path, String target) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from().copy(path(path), to(target), Defaults.AS_DECLARED))
                .withMessageContaining("expected");
    }

    private void assertProjectRejected(List<FieldDescriptor> path, String target, Mapping element) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from().project(path, to(target), element, Defaults.AS_DECLARED))
                .withMessageContaining("expected");
    }

    private Mapping from() {
        return new Mapping(file.findMessageTypeByName("From"));
    }

    private List<FieldDescriptor> path(String path) {
        return ProtoSource.path(file, "From", path);
    }

    private FieldDescriptor to(String field) {
        return file.findMessageTypeByName("To").findFieldByName(field);
    }
}
