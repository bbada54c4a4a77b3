package dev.weft.transcoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.weft.plan.ReadMask;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** JSON of answers of which less was asked for. */
class PartWritersTest {
    private static final MethodDescriptor METHOD = method();
    private static final ReadMask ALL = ReadMask.EVERYTHING;

    private static MethodDescriptor method() {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
        try {
            TextFormat.merge("""
                    name: 't.proto' package: 't' syntax: 'proto3'
                    message_type {
                      name: 'Page'
                      field {name: 'count' number: 1 type: TYPE_INT32 label: LABEL_OPTIONAL json_name: 'count'}
                      field {name: 'first_card' number: 2 type: TYPE_MESSAGE type_name: '.t.Page' label: LABEL_OPTIONAL json_name: 'firstCard'}
                      field {name: 'cards' number: 3 type: TYPE_MESSAGE type_name: '.t.Page' label: LABEL_REPEATED json_name: 'cards'}
                      field {name: 'by_id' number: 4 type: TYPE_MESSAGE type_name: '.t.Page.ByIdEntry' label: LABEL_REPEATED json_name: 'byId'}
                      nested_type {
                        name: 'ByIdEntry' options {map_entry: true}
                        field {name: 'key' number: 1 type: TYPE_INT64 label: LABEL_OPTIONAL json_name: 'key'}
                        field {name: 'value' number: 2 type: TYPE_MESSAGE type_name: '.t.Page' label: LABEL_OPTIONAL json_name: 'value'}
                      }
                    }
                    service { name: 'S' method {name: 'Get' input_type: '.t.Page' output_type: '.t.Page'} }
                    """, file);
            return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0])
                    .findServiceByName("S")
                    .findMethodByName("Get");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String json(HttpRule rule, String page, ReadMask asked) throws Exception {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(METHOD.getOutputType());
        TextFormat.merge(page, message);
        HttpBinding binding = HttpBinding.compile(
                        METHOD, rule, new JsonMapping(name -> Optional.empty(), JsonLimits.DEFAULT))
                .get(0);
        return new String(binding.answer(message.build().toByteArray(), asked), StandardCharsets.UTF_8);
    }

    private static ReadMask of(String field, ReadMask inside) {
        return new ReadMask(Map.of(field, inside));
    }

    private static final HttpRule WHOLE = HttpRule.newBuilder().setGet("/v1").build();

    @Test
    void namesWhatIsAskedForAndNothingElse() throws Exception {
        assertThat(json(WHOLE, "", of("count", ALL))).isEqualTo("{\"count\":0}");
        assertThat(json(WHOLE, "", of("cards", ALL))).isEqualTo("{\"cards\":[]}");
        assertThat(json(WHOLE, "", of("first_card", ALL))).isEqualTo("{}");
        assertThat(json(WHOLE, "first_card {}", of("first_card", of("count", ALL))))
                .isEqualTo("{\"firstCard\":{\"count\":0}}");
        assertThat(json(WHOLE, "cards {} cards {count: 2}", of("cards", of("count", ALL))))
                .isEqualTo("{\"cards\":[{\"count\":0},{\"count\":2}]}");
        assertThat(json(WHOLE, "by_id {key: 1 value {}}", of("by_id", of("cards", of("count", ALL)))))
                .isEqualTo("{\"byId\":{\"1\":{\"cards\":[]}}}");
        assertThat(json(WHOLE, "first_card {}", of("first_card", ALL)))
                .isEqualTo("{\"firstCard\":{\"count\":0,\"cards\":[],\"byId\":{}}}");
    }

    @Test
    void ofTheFieldThatStandsForTheAnswer() throws Exception {
        HttpRule rule = HttpRule.newBuilder()
                .setGet("/v1")
                .setResponseBody("first_card")
                .build();
        assertThat(json(rule, "first_card {}", of("first_card", of("count", ALL))))
                .isEqualTo("{\"count\":0}");
        assertThat(json(rule, "", of("count", ALL))).isEqualTo("null");
    }
}
