package dev.weft.transcoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is sent arrives: inward(outward(message)) is the message, and answers likewise. */
class BothDirectionsTest {
    private static final FileDescriptor FILE = ProtoText.proto3("""
            enum Color { COLOR_NONE = 0; COLOR_RED = 1; COLOR_BLUE = 2; COLOR_DARK = -1; }
            message Nested { string id = 1; optional int64 count = 2; repeated Color color = 3; Nested nested = 4; bytes data = 5; }
            message Body { map<string, Nested> byName = 1; repeated Nested list = 2; string id = 3; google.protobuf.Any any = 4; }
            message Request {
              string id = 1; string name = 2; Nested nested = 3; Body body = 4; sint64 s64 = 5; fixed32 f32 = 6; double real = 7; bytes data = 8;
              repeated string texts = 9; repeated uint64 numbers = 10; repeated bool flags = 11; Color color = 12; repeated float reals = 13;
              google.protobuf.Timestamp time = 14; google.protobuf.Duration wait = 15; google.protobuf.FieldMask mask = 16;
              google.protobuf.Struct struct = 17; google.protobuf.Value value = 18; google.protobuf.ListValue list = 19;
              google.protobuf.StringValue w_text = 20; google.protobuf.BytesValue w_data = 21; google.protobuf.DoubleValue w_real = 22;
              repeated google.protobuf.Timestamp times = 23; repeated google.protobuf.Value values = 24; optional bool flag = 25;
              repeated google.protobuf.Int64Value w_i64 = 26; repeated google.protobuf.Duration waits = 27;
              oneof by { string by_text = 31; int32 by_number = 32; Nested by_nested = 33; google.protobuf.NullValue by_null = 34; }
            }
            service Service { rpc Call(Request) returns (Request); }
            """);
    private static final Descriptor REQUEST = FILE.findMessageTypeByName("Request");

    @Property
    void of_path_query_and_body(@ForAll @From("rules") String rule, @ForAll long seed) throws Exception {
        HttpBinding binding = binding(rule);
        DynamicMessage.Builder builder = new RandomMessages(seed).message(REQUEST).toBuilder();
        if (!rule.contains("body")) {
            builder.clearField(REQUEST.findFieldByName("body"));
        }
        DynamicMessage message = rule.contains("'*'") ? builder.build() : withoutEmptyMessages(builder);
        Sending sending = binding.send(message.toByteArray());
        if (sending instanceof Sending.Sendable sendable) {
            assertThat(arrive(binding, sendable.request())).isEqualTo(message);
        } else {
            assertThat(((Sending.Unsendable) sending).reason())
                    .matches("(id|name|nested\\.id|nested\\.count|body\\.id): (empty|does not fit).*");
        }
    }

    @Property
    void of_scrambled_bytes(@ForAll long seed) throws Exception {
        HttpBinding binding = binding("post: '/' body: '*'");
        DynamicMessage message = new RandomMessages(seed).message(REQUEST);
        Sending sending = binding.send(new Scrambled(seed).of(message));
        assertThat(arrive(binding, ((Sending.Sendable) sending).request())).isEqualTo(message);
    }

    @Property
    void of_answers(@ForAll long seed, @ForAll boolean whole) throws Exception {
        HttpBinding binding = binding(whole ? "get: '/'" : "get: '/' response_body: 'body'");
        DynamicMessage message = new RandomMessages(seed).message(REQUEST);
        if (!whole) {
            FieldDescriptor body = REQUEST.findFieldByName("body");
            DynamicMessage.Builder only = DynamicMessage.newBuilder(REQUEST);
            message = message.hasField(body)
                    ? only.setField(body, message.getField(body)).build()
                    : only.build();
        }
        Received received = binding.receive(binding.answer(message.toByteArray()));
        assertThat(received).isInstanceOf(Received.Message.class);
        assertThat(DynamicMessage.parseFrom(REQUEST, ((Received.Message) received).bytes()))
                .isEqualTo(message);
    }

    @Provide
    Arbitrary<String> rules() {
        return Arbitraries.of(
                "post: '/' body: '*'",
                "get: '/all'",
                "get: '/v1/{id}/of/{name=**}'",
                "put: '/v1/{nested.id}/{nested.count}:set'",
                "post: '/v1/{name=a/*}' body: 'body'",
                "patch: '/v1/{body.id}' body: 'body'",
                "patch: '/v1/{body.id}/{nested.id}/{s64}/{color}/{f32}/{real}' body: '*'");
    }

    /** A message that is empty has no parameter that could say that it is set. */
    private static DynamicMessage withoutEmptyMessages(Message.Builder message) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            boolean plain = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    && !field.isRepeated()
                    && !field.getName().equals("body")
                    && WellKnown.of(field.getMessageType()) == WellKnown.NONE;
            if (plain && message.hasField(field)) {
                Message nested = withoutEmptyMessages(((Message) message.getField(field)).toBuilder());
                if (nested.getAllFields().isEmpty()) {
                    message.clearField(field);
                } else {
                    message.setField(field, nested);
                }
            }
        }
        return (DynamicMessage) message.build();
    }

    private static HttpBinding binding(String rule) throws Exception {
        return HttpBinding.compile(
                        FILE.findServiceByName("Service").findMethodByName("Call"),
                        TextFormat.parse(rule, HttpRule.class),
                        EveryType.JSON)
                .get(0);
    }

    private static DynamicMessage arrive(HttpBinding binding, HttpCallRequest request) throws Exception {
        String[] target = request.pathAndQuery().split("\\?", 2);
        Decoded decoded = binding.request(
                binding.match(target[0]).orElseThrow(),
                target.length > 1 ? target[1] : null,
                request.body().orElse(new byte[0]));
        assertThat(decoded).isInstanceOf(Decoded.Message.class);
        return DynamicMessage.parseFrom(REQUEST, ((Decoded.Message) decoded).bytes());
    }
}
