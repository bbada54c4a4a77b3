package dev.weft.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.TypeRegistry;
import java.util.Optional;

/** A message with a field of every type there is, and the JSON mapping that knows it. */
final class EveryType {
    static final FileDescriptor FILE = ProtoText.proto3("""
            enum Color { COLOR_NONE = 0; COLOR_RED = 1; COLOR_BLUE = 2; COLOR_DARK = -1; }
            message Small { string id = 1; int64 count = 2; Color color = 3; }
            message Every {
              int32 i32 = 1; int64 i64 = 2; uint32 u32 = 3; uint64 u64 = 4; sint32 s32 = 5; sint64 s64 = 6;
              fixed32 f32 = 7; fixed64 f64 = 8; sfixed32 sf32 = 9; sfixed64 sf64 = 10;
              bool flag = 11; string some_text = 12; bytes data = 13; float real = 14; double long_real = 15; Color color = 16;
              google.protobuf.NullValue nothing = 17; string renamed = 18 [json_name = "other\u00e9Name"];
              optional int32 o_i32 = 21; optional uint64 o_u64 = 22; optional bool o_flag = 23; optional string o_text = 24;
              optional bytes o_data = 25; optional float o_real = 26; optional Color o_color = 27; optional double o_long_real = 28;
              repeated int32 r_i32 = 31; repeated sint64 r_s64 = 32; repeated fixed64 r_f64 = 33; repeated bool r_flag = 34;
              repeated string r_text = 35; repeated bytes r_data = 36; repeated float r_real = 37; repeated Color r_color = 38;
              repeated double r_long_real = 39; repeated Small r_small = 40; repeated uint64 r_u64 = 300;
              map<string, string> m_text = 41; map<int32, Small> m_small = 42; map<bool, double> m_real = 43;
              map<uint64, Color> m_color = 44; map<sfixed64, bytes> m_data = 45; map<string, Every> m_every = 46;
              map<string, google.protobuf.Value> m_value = 47; map<fixed32, google.protobuf.Timestamp> m_time = 48;
              oneof choice { string c_text = 51; int32 c_i32 = 52; Small c_small = 53; Every c_every = 54; bool c_flag = 55;
                             google.protobuf.NullValue c_null = 56; google.protobuf.Value c_value = 57; }
              google.protobuf.Timestamp time = 61; google.protobuf.Duration duration = 62; google.protobuf.FieldMask mask = 63;
              google.protobuf.Struct struct = 64; google.protobuf.Value value = 65; google.protobuf.ListValue list = 66;
              google.protobuf.Any any = 67; google.protobuf.Empty empty = 68;
              google.protobuf.BoolValue w_flag = 71; google.protobuf.Int32Value w_i32 = 72; google.protobuf.Int64Value w_i64 = 73;
              google.protobuf.UInt32Value w_u32 = 74; google.protobuf.UInt64Value w_u64 = 75; google.protobuf.FloatValue w_real = 76;
              google.protobuf.DoubleValue w_long_real = 77; google.protobuf.StringValue w_text = 78; google.protobuf.BytesValue w_data = 79;
              repeated google.protobuf.Timestamp r_time = 81; repeated google.protobuf.Duration r_duration = 82;
              repeated google.protobuf.Value r_value = 83; repeated google.protobuf.Any r_any = 84; repeated google.protobuf.Int64Value r_w_i64 = 85;
              repeated google.protobuf.StringValue r_w_text = 86; repeated google.protobuf.FieldMask r_mask = 87;
              repeated google.protobuf.Struct r_struct = 88;
              Every child = 20; Small small = 1000;
            }
            """);
    static final Descriptor EVERY = FILE.findMessageTypeByName("Every");

    static final TypeRegistry TYPES = TypeRegistry.newBuilder()
            .add(FILE.getMessageTypes())
            .add(FILE.getDependencies().stream()
                    .flatMap(file -> file.getMessageTypes().stream())
                    .toList())
            .build();

    static final JsonMapping JSON = new JsonMapping(name -> Optional.ofNullable(TYPES.find(name)), JsonLimits.DEFAULT);

    private EveryType() {}
}
