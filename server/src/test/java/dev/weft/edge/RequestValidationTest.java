package dev.weft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import build.buf.validate.FieldRules;
import build.buf.validate.Int32Rules;
import build.buf.validate.MessageRules;
import build.buf.validate.PredefinedRules;
import build.buf.validate.Rule;
import build.buf.validate.StringRules;
import build.buf.validate.ValidateProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestValidationTest {
    private static final FileDescriptor FILE = file();

    private final RequestValidation validation = new RequestValidation();

    /** As protoc would have it, and read without knowing any extension: as from a descriptor set. */
    private static FileDescriptor file() {
        FieldOptions short_ = FieldOptions.newBuilder()
                .setExtension(
                        ValidateProto.field,
                        FieldRules.newBuilder()
                                .setString(StringRules.newBuilder().setMaxLen(3))
                                .build())
                .build();
        MessageOptions ordered = MessageOptions.newBuilder()
                .setExtension(
                        ValidateProto.message,
                        MessageRules.newBuilder()
                                .addCel(Rule.newBuilder()
                                        .setId("range.order")
                                        .setMessage("from must not be after to")
                                        .setExpression("this.from <= this.to"))
                                .build())
                .build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("test/v1/test.proto")
                .setPackage("test.v1")
                .setSyntax("proto3")
                .addDependency("buf/validate/validate.proto")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Tree")
                        .addField(field("name", 1, Type.TYPE_STRING).setOptions(short_))
                        .addField(field("children", 2, Type.TYPE_MESSAGE)
                                .setLabel(Label.LABEL_REPEATED)
                                .setTypeName(".test.v1.Tree"))
                        .addField(field("by_key", 3, Type.TYPE_MESSAGE)
                                .setLabel(Label.LABEL_REPEATED)
                                .setTypeName(".test.v1.Tree.ByKeyEntry"))
                        .addNestedType(DescriptorProto.newBuilder()
                                .setName("ByKeyEntry")
                                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                                .addField(field("key", 1, Type.TYPE_STRING))
                                .addField(field("value", 2, Type.TYPE_MESSAGE).setTypeName(".test.v1.Tree"))))
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Range")
                        .setOptions(ordered)
                        .addField(field("from", 1, Type.TYPE_INT32))
                        .addField(field("to", 2, Type.TYPE_INT32)))
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Outer")
                        .addField(field("inner", 1, Type.TYPE_MESSAGE).setTypeName(".test.v1.Outer"))
                        .addField(field("range", 2, Type.TYPE_MESSAGE).setTypeName(".test.v1.Range")))
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Ping")
                        .addField(field("pong", 1, Type.TYPE_MESSAGE).setTypeName(".test.v1.Ping.Pong"))
                        .addNestedType(DescriptorProto.newBuilder()
                                .setName("Pong")
                                .addField(field("ping", 1, Type.TYPE_MESSAGE).setTypeName(".test.v1.Ping"))
                                .addField(field("name", 2, Type.TYPE_STRING).setOptions(short_))))
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Free")
                        .addField(field("again", 1, Type.TYPE_MESSAGE).setTypeName(".test.v1.Free"))
                        .addField(field("text", 2, Type.TYPE_STRING)))
                .build();
        Map<String, FileDescriptor> known = new HashMap<>(Plans.files());
        try {
            return Plans.link(FileDescriptorProto.parseFrom(file.toByteString()), known);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FieldDescriptorProto.Builder field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }

    private Optional<Status> check(String type, String text) throws Exception {
        Descriptor descriptor = FILE.findMessageTypeByName(type);
        DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
        TextFormat.merge(text, message);
        return validation.rules(descriptor).check(message.build().toByteArray());
    }

    private static List<FieldViolation> violations(Optional<Status> status) throws Exception {
        return status.orElseThrow().getDetails(0).unpack(BadRequest.class).getFieldViolationsList();
    }

    @Test
    void aTypeWithoutRulesInReachIsNotChecked() {
        assertThat(validation.rules(FILE.findMessageTypeByName("Free"))).isSameAs(RequestRules.NONE);
        assertThat(validation.rules(FILE.findMessageTypeByName("Outer"))).isNotSameAs(RequestRules.NONE);
    }

    @Test
    void namesTheFieldAsTheClientWritesIt() throws Exception {
        String request = "name: 'ok' children {name: 'ok'} children {name: 'long' children {name: 'longer'}}"
                + " by_key {key: 'a\"b' value {name: 'longest'}}";
        assertThat(violations(check("Tree", request)))
                .extracting(FieldViolation::getField)
                .containsExactlyInAnyOrder(
                        "children[1].name", "children[1].children[0].name", "by_key[\"a\\\"b\"].name");
        assertThat(violations(check("Tree", request)).get(0).getDescription()).contains("3 characters");
        assertThat(check("Tree", "name: 'ok'")).isEmpty();
    }

    @Test
    void checksRulesInCelToo() throws Exception {
        Optional<Status> status = check("Outer", "inner {range {from: 2 to: 1}}");
        assertThat(violations(status))
                .containsExactly(FieldViolation.newBuilder()
                        .setField("inner.range")
                        .setDescription("from must not be after to")
                        .build());
        assertThat(status.orElseThrow().getMessage()).isEqualTo("inner.range: from must not be after to");
        assertThat(check("Outer", "inner {range {from: 1 to: 2}}")).isEmpty();
    }

    @Test
    void rulesHoldInsideARecursionWhateverTheOrderOfTheFields() throws Exception {
        assertThat(violations(check("Outer", "inner {inner {range {from: 2 to: 1}}}")))
                .extracting(FieldViolation::getField)
                .containsExactly("inner.inner.range");
        assertThat(violations(check("Ping", "pong {ping {pong {name: 'long'}}}")))
                .extracting(FieldViolation::getField)
                .containsExactly("pong.ping.pong.name");
        assertThat(check("Ping", "pong {ping {pong {name: 'ok'}}}")).isEmpty();
    }

    @Test
    void aHouseMayHaveRulesOfItsOwn() throws Exception {
        FieldOptions definition = FieldOptions.newBuilder()
                .setExtension(
                        ValidateProto.predefined,
                        PredefinedRules.newBuilder()
                                .addCel(Rule.newBuilder()
                                        .setId("int32.even")
                                        .setMessage("must be even")
                                        .setExpression("!rule || this % 2 == 0"))
                                .build())
                .build();
        FieldOptions use = FieldOptions.newBuilder()
                .setExtension(
                        ValidateProto.field,
                        FieldRules.newBuilder()
                                .setInt32(Int32Rules.newBuilder()
                                        .setUnknownFields(UnknownFieldSet.newBuilder()
                                                .addField(
                                                        1161,
                                                        UnknownFieldSet.Field.newBuilder()
                                                                .addVarint(1)
                                                                .build())
                                                .build()))
                                .build())
                .build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("house/v1/rules.proto")
                .setPackage("house.v1")
                .setSyntax("proto2")
                .addDependency("buf/validate/validate.proto")
                .addExtension(field("even", 1161, Type.TYPE_BOOL)
                        .setExtendee(".buf.validate.Int32Rules")
                        .setOptions(definition))
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Pair")
                        .addField(field("count", 1, Type.TYPE_INT32).setOptions(use)))
                .build();
        Descriptor pair = Plans.link(FileDescriptorProto.parseFrom(file.toByteString()), Plans.files())
                .findMessageTypeByName("Pair");
        RequestRules rules = validation.rules(pair);
        assertThat(violations(rules.check(new byte[] {8, 3})))
                .containsExactly(FieldViolation.newBuilder()
                        .setField("count")
                        .setDescription("must be even")
                        .build());
        assertThat(rules.check(new byte[] {8, 2})).isEmpty();
    }

    @Test
    void saysNoMoreThanFitsIntoAHeader() throws Exception {
        String request = "children {name: 'long'} ".repeat(1000) + "by_key {key: '" + "k".repeat(5000)
                + "' value {name: 'long'}}";
        Optional<Status> status = check("Tree", request);
        assertThat(violations(status)).isNotEmpty();
        assertThat(status.orElseThrow().getSerializedSize()).isLessThan(4096);
    }

    @Test
    void warmingUpLeavesTheRulesAsTheyAre() throws Exception {
        FieldDescriptor name = FILE.findMessageTypeByName("Tree").findFieldByName("name");
        RequestRules rules = validation.rules(name.getContainingType());
        validation.warmUp();
        assertThat(rules.check(DynamicMessage.newBuilder(name.getContainingType())
                        .setField(name, "long")
                        .build()
                        .toByteArray()))
                .isPresent();
    }
}
