package dev.weft.planner;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import dev.weft.plan.ForEach;
import java.util.Optional;

/** Fields of messages that are made for one value: the only field, of number {@link ForEach#FIELD}. */
final class Wrapped {
    private static final String PACKAGE = "weft.wrapped";

    private Wrapped() {}

    /** A message. */
    static FieldDescriptor message(String name, Descriptor type) {
        return link(field(name, type), Optional.of(type));
    }

    /** Messages. */
    static FieldDescriptor messages(String name, Descriptor type) {
        return link(field(name, type).setLabel(Label.LABEL_REPEATED), Optional.of(type));
    }

    /** A bool. */
    static FieldDescriptor bool(String name) {
        return link(field(name).setType(Type.TYPE_BOOL), Optional.empty());
    }

    /** One element of a list. */
    static FieldDescriptor element(String name, FieldDescriptor list) {
        return link(message(like(name, list)), type(list));
    }

    /** One element of a list that is known to be there, though it be zero. */
    static FieldDescriptor present(String name, FieldDescriptor list) {
        FieldDescriptorProto.Builder field =
                like(name, list).setProto3Optional(true).setOneofIndex(0);
        return link(
                message(field).addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + name)), type(list));
    }

    /** The elements of a list. */
    static FieldDescriptor elements(String name, FieldDescriptor list) {
        return link(message(like(name, list).setLabel(Label.LABEL_REPEATED)), type(list));
    }

    /** A map from keys of that type to messages. */
    static FieldDescriptor map(String name, Type key, Descriptor value) {
        DescriptorProto entry = DescriptorProto.newBuilder()
                .setName("Entry")
                .addField(field("key").setType(key))
                .addField(field("value", value).setNumber(2))
                .build();
        DescriptorProto.Builder type = DescriptorProto.newBuilder()
                .setName("Call")
                .addNestedType(entry.toBuilder()
                        .setName(camel(name) + "Entry")
                        .setOptions(entry.getOptions().toBuilder().setMapEntry(true)))
                .addField(field(name)
                        .setType(Type.TYPE_MESSAGE)
                        .setTypeName("." + PACKAGE + ".Call." + camel(name) + "Entry")
                        .setLabel(Label.LABEL_REPEATED));
        return link(type, Optional.of(value));
    }

    /** As protoc names the entries of a map. */
    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_", -1)) {
            if (!word.isEmpty()) {
                camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return camel.toString();
    }

    private static FieldDescriptorProto.Builder like(String name, FieldDescriptor list) {
        FieldDescriptorProto.Builder field = field(name).setType(list.getType().toProto());
        type(list).ifPresent(type -> field.setTypeName("." + type.getFullName()));
        return field;
    }

    private static Optional<GenericDescriptor> type(FieldDescriptor field) {
        return switch (field.getType()) {
            case MESSAGE -> Optional.of(field.getMessageType());
            case ENUM -> Optional.of(field.getEnumType());
            default -> Optional.empty();
        };
    }

    private static DescriptorProto.Builder message(FieldDescriptorProto.Builder field) {
        return DescriptorProto.newBuilder().setName("Call").addField(field);
    }

    private static FieldDescriptorProto.Builder field(String name, Descriptor type) {
        return field(name).setType(Type.TYPE_MESSAGE).setTypeName("." + type.getFullName());
    }

    private static FieldDescriptorProto.Builder field(String name) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(ForEach.FIELD)
                .setLabel(Label.LABEL_OPTIONAL);
    }

    private static FieldDescriptor link(
            FieldDescriptorProto.Builder field, Optional<? extends GenericDescriptor> type) {
        return link(message(field), type);
    }

    private static FieldDescriptor link(DescriptorProto.Builder message, Optional<? extends GenericDescriptor> type) {
        FileDescriptor[] imports = type.stream().map(GenericDescriptor::getFile).toArray(FileDescriptor[]::new);
        // One that is made around another has a name of its own.
        boolean nested = type.stream().anyMatch(it -> it.getFile().getPackage().equals(PACKAGE));
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
                .setName(nested ? "weft/wrapped/outer.proto" : "weft/wrapped.proto")
                .setPackage(nested ? PACKAGE + ".outer" : PACKAGE)
                .setSyntax("proto3")
                .addMessageType(message);
        for (FileDescriptor each : imports) {
            file.addDependency(each.getName());
        }
        try {
            return FileDescriptor.buildFrom(file.build(), imports)
                    .findMessageTypeByName("Call")
                    .findFieldByNumber(ForEach.FIELD);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }
}
