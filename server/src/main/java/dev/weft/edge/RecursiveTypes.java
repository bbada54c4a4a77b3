package dev.weft.edge;

import build.buf.validate.MessageRules;
import build.buf.validate.Rule;
import build.buf.validate.ValidateProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps protovalidate from losing rules of recursive types. Of a message type that it is still compiling it believes
 * that it has no rules, and leaves out the fields of that type; whether a rule applies inside a recursion then
 * depends on the order of the fields (protovalidate-java 1.3.0; protovalidate-go had it as issue 141). A type that
 * begins with a rule is not taken for one without.
 */
final class RecursiveTypes {
    /** A rule that everything fulfils. It is merged with those of a type, as a message field that is set twice. */
    private static final MessageOptions RULE = MessageOptions.newBuilder()
            .setExtension(
                    ValidateProto.message,
                    MessageRules.newBuilder()
                            .addCel(Rule.newBuilder().setId("weft.recursive").setExpression("true"))
                            .build())
            .build();

    private final Set<String> recursive;
    private final Map<String, FileDescriptor> done = new HashMap<>();

    private RecursiveTypes(Set<String> recursive) {
        this.recursive = recursive;
    }

    /** The type itself, or, when recursion is in its reach, a copy of it that protovalidate compiles whole. */
    static Descriptor withRulesKept(Descriptor type) {
        Set<String> recursive = RuleScan.reach(type).stream()
                .filter(reached -> !reached.getOptions().getMapEntry() && containsItself(reached))
                .map(Descriptor::getFullName)
                .collect(Collectors.toUnmodifiableSet());
        return recursive.isEmpty() ? type : new RecursiveTypes(recursive).copy(type);
    }

    private static boolean containsItself(Descriptor type) {
        return type.getFields().stream()
                .filter(field -> field.getJavaType() == JavaType.MESSAGE)
                .map(FieldDescriptor::getMessageType)
                .anyMatch(contained -> RuleScan.reach(contained).contains(type));
    }

    private Descriptor copy(Descriptor type) {
        Descriptor parent = type.getContainingType();
        return parent == null
                ? copy(type.getFile()).findMessageTypeByName(type.getName())
                : copy(parent).findNestedTypeByName(type.getName());
    }

    private FileDescriptor copy(FileDescriptor file) {
        FileDescriptor known = done.get(file.getName());
        if (known == null) {
            known = build(file);
            done.put(file.getName(), known);
        }
        return known;
    }

    private FileDescriptor build(FileDescriptor file) {
        FileDescriptor[] imports =
                file.getDependencies().stream().map(this::copy).toArray(FileDescriptor[]::new);
        FileDescriptorProto.Builder builder = file.toProto().toBuilder();
        builder.getMessageTypeBuilderList().forEach(message -> mark(file.getPackage(), message));
        try {
            return FileDescriptor.buildFrom(builder.build(), imports, true);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(file.getName() + " cannot be copied", e);
        }
    }

    private void mark(String scope, DescriptorProto.Builder message) {
        String name = scope.isEmpty() ? message.getName() : scope + "." + message.getName();
        if (recursive.contains(name)) {
            message.setOptions(marked(message.getOptions()));
        }
        message.getNestedTypeBuilderList().forEach(nested -> mark(name, nested));
    }

    private static MessageOptions marked(MessageOptions options) {
        try {
            return MessageOptions.parseFrom(RULE.toByteString().concat(options.toByteString()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("options that cannot be read back", e);
        }
    }
}
