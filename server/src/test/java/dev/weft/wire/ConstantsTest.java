package dev.weft.wire;

import static dev.weft.wire.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstantsTest {
    private final FileDescriptor file = ProtoSource.proto3(
            """
            enum Color { NONE = 0; RED = 3; }
            message M { int32 number = 1; repeated string texts = 2; Color color = 3; optional bool flag = 4; }
            """);

    @Test
    void encodes_tag_and_value() {
        assertThat(Constants.encode(field("number"), -1))
                .isEqualTo(wire().varintField(1, -1).toBytes());
        assertThat(Constants.encode(field("texts"), List.of("a", "b")))
                .isEqualTo(wire().string(2, "a").string(2, "b").toBytes());
        assertThat(Constants.encode(
                        field("color"), file.findEnumTypeByName("Color").findValueByNumber(3)))
                .isEqualTo(wire().varintField(3, 3).toBytes());
    }

    @Test
    void encodes_a_default_where_there_is_presence() {
        assertThat(Constants.encode(field("number"), 0)).isEmpty();
        assertThat(Constants.encode(field("flag"), false))
                .isEqualTo(wire().varintField(4, 0).toBytes());
    }

    @Test
    void rejects_a_value_of_another_type() {
        assertThatThrownBy(() -> Constants.encode(field("number"), "1")).isInstanceOf(IllegalArgumentException.class);
    }

    private FieldDescriptor field(String name) {
        return file.findMessageTypeByName("M").findFieldByName(name);
    }
}
