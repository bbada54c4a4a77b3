package dev.weft.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {
    private static final Map<Set<Type>, Conversion> WIDENINGS = Map.of(
            Set.of(Type.INT32, Type.INT64), Conversion.INT32_TO_INT64,
            Set.of(Type.UINT32, Type.UINT64), Conversion.UINT32_TO_UINT64,
            Set.of(Type.SINT32, Type.SINT64), Conversion.SINT32_TO_SINT64,
            Set.of(Type.FLOAT, Type.DOUBLE), Conversion.FLOAT_TO_DOUBLE);

    @Test
    void every_scalar_converts_to_itself_and_widens_and_to_nothing_else() {
        FileDescriptor file = ProtoSource.proto3(
                """
                message All { int32 a = 1; int64 b = 2; uint32 c = 3; uint64 d = 4; sint32 e = 5; sint64 f = 6; fixed32 g = 7;
                              fixed64 h = 8; sfixed32 i = 9; sfixed64 j = 10; float k = 11; double l = 12; bool m = 13;
                              string n = 14; bytes o = 15; All p = 16; }
                """);
        var fields = file.findMessageTypeByName("All").getFields();
        for (FieldDescriptor from : fields) {
            for (FieldDescriptor to : fields) {
                Conversion expected = null;
                if (from == to) {
                    expected = from.getType() == Type.MESSAGE ? null : Conversion.SAME;
                } else if (from.getNumber() < to.getNumber()) {
                    expected = WIDENINGS.get(Set.of(from.getType(), to.getType()));
                }
                assertThat(Conversion.between(from, to))
                        .as("%s to %s", from.getType(), to.getType())
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ORDER_STATUS_NEW = 0; ORDER_STATUS_PAID = 1; | STATE_NEW = 0; STATE_PAID = 1;              | true",
                "ORDER_STATUS_NEW = 0; ORDER_STATUS_PAID = 1; | STATE_PAID = 1; STATE_NEW = 0;              | true",
                "ORDER_STATUS_NEW = 0; ORDER_STATUS_PAID = 1; | New = 0; Paid = 1;                          | true",
                "ORDER_STATUS_NEW = 0; ORDER_STATUS_PAID = 1; | STATE_NEW = 0;                              | false",
                "ORDER_STATUS_NEW = 0;                        | STATE_NEW = 0; STATE_PAID = 1;              | false",
                "ORDER_STATUS_NEW = 0; ORDER_STATUS_PAID = 1; | STATE_NEW = 0; STATE_PAID = 2;              | false",
                "ORDER_STATUS_NEW = 0; ORDER_STATUS_PAID = 1; | STATE_NEW = 0; STATE_LOST = 1;              | false",
                "ORDER_STATUS_NEW = 0; ORDER_STATUS_PAID = 1; | ORDER_NEW = 0; ORDER_PAID = 1;              | false",
            })
    void enums_convert_when_they_agree_in_number_and_name(String source, String target, boolean converts) {
        assertThat(Conversion.between(value("OrderStatus", source), value("State", target)) != null)
                .isEqualTo(converts);
    }

    @Test
    void an_enum_converts_to_the_enum_of_its_own_name() {
        assertThat(Conversion.between(value("State", "A = 0;"), value("State", "A = 0; B = 1;")))
                .isEqualTo(Conversion.SAME);
    }

    private static FieldDescriptor value(String type, String values) {
        FileDescriptor file =
                ProtoSource.proto2("enum " + type + " { " + values + " } message M { optional " + type + " s = 1; }");
        return file.findMessageTypeByName("M").findFieldByName("s");
    }
}
