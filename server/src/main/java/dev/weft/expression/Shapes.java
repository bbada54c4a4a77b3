package dev.weft.expression;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.OptionalType;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes, for a type of CEL, the message that wraps a value of it: {@code message Value { optional T value = 1; }}. */
final class Shapes {
    private static final String PACKAGE = "weft.computed";
    private static final String ENTRY = "ValueEntry";
    private static final Set<Type> SIGNED = Set.of(
            Type.TYPE_INT32,
            Type.TYPE_SINT32,
            Type.TYPE_SFIXED32,
            Type.TYPE_INT64,
            Type.TYPE_SINT64,
            Type.TYPE_SFIXED64);
    private static final Set<Type> UNSIGNED =
            Set.of(Type.TYPE_UINT32, Type.TYPE_UINT64, Type.TYPE_FIXED32, Type.TYPE_FIXED64);

    private final Function<String, Optional<Descriptor>> messages;
    private final Set<FileDescriptor> imports = new LinkedHashSet<>();

    private Shapes(Function<String, Optional<Descriptor>> messages) {
        this.messages = messages;
    }

    /** CEL's type has no counterpart in protobuf. */
    static final class UnfitException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * The field that holds a value of {@code type}.
     *
     * @param target what the value is for: an int becomes the integer or the enum that is wanted there
     * @param messages finds message types by name
     */
    static FieldDescriptor wrap(
            CelType type, @Nullable FieldDescriptor target, Function<String, Optional<Descriptor>> messages)
            throws UnfitException {
        return new Shapes(messages).wrap(plain(type), target);
    }

    /** The type without what says that there may be no value. */
    static CelType plain(CelType type) {
        if (type instanceof OptionalType optional) {
            return plain(optional.parameters().get(0));
        }
        return type instanceof NullableType nullable ? plain(nullable.targetType()) : type;
    }

    private FieldDescriptor wrap(CelType type, @Nullable FieldDescriptor target) throws UnfitException {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("Value");
        FieldDescriptorProto.Builder value = FieldDescriptorProto.newBuilder();
        if (type instanceof MapType map) {
            boolean known = target != null && target.isMapField();
            message.addNestedType(entry(map, known ? target : null));
            value.setType(Type.TYPE_MESSAGE).setTypeName("." + PACKAGE + ".Value." + ENTRY);
            value.setLabel(Label.LABEL_REPEATED);
        } else if (type instanceof ListType list) {
            single(value, plain(list.elemType()), target != null && target.isRepeated() ? target : null);
            value.setLabel(Label.LABEL_REPEATED);
        } else {
            if (target != null && target.isRepeated() && type.kind() == CelKind.DYN) {
                throw new UnfitException();
            }
            single(value, type, target);
            message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_value"));
            value.setLabel(Label.LABEL_OPTIONAL).setProto3Optional(true).setOneofIndex(0);
        }
        message.addField(value.setName("value").setNumber(1));
        return link(message.build()).findFieldByNumber(1);
    }

    private DescriptorProto entry(MapType type, @Nullable FieldDescriptor target) throws UnfitException {
        FieldDescriptorProto.Builder key =
                FieldDescriptorProto.newBuilder().setName("key").setNumber(1);
        FieldDescriptorProto.Builder value =
                FieldDescriptorProto.newBuilder().setName("value").setNumber(2);
        single(key, plain(type.keyType()), member(target, 1));
        single(value, plain(type.valueType()), member(target, 2));
        return DescriptorProto.newBuilder()
                .setName(ENTRY)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(key.setLabel(Label.LABEL_OPTIONAL))
                .addField(value.setLabel(Label.LABEL_OPTIONAL))
                .build();
    }

    private static @Nullable FieldDescriptor member(@Nullable FieldDescriptor map, int number) {
        return map == null ? null : map.getMessageType().findFieldByNumber(number);
    }

    private void single(FieldDescriptorProto.Builder field, CelType type, @Nullable FieldDescriptor target)
            throws UnfitException {
        switch (type.kind()) {
            case INT -> integer(field, target);
            case UINT -> field.setType(type(target).filter(UNSIGNED::contains).orElse(Type.TYPE_UINT64));
            case DOUBLE ->
                field.setType(type(target).filter(Type.TYPE_FLOAT::equals).orElse(Type.TYPE_DOUBLE));
            case BOOL -> field.setType(Type.TYPE_BOOL);
            case STRING -> field.setType(Type.TYPE_STRING);
            case BYTES -> field.setType(Type.TYPE_BYTES);
            case STRUCT, TIMESTAMP, DURATION, ANY -> message(field, type.name());
            case DYN -> as(field, target);
            default -> throw new UnfitException();
        }
    }

    private void integer(FieldDescriptorProto.Builder field, @Nullable FieldDescriptor target) {
        field.setType(type(target).filter(SIGNED::contains).orElse(Type.TYPE_INT64));
        if (target != null && target.getType() == FieldDescriptor.Type.ENUM) {
            field.setType(Type.TYPE_ENUM).setTypeName(name(target.getEnumType()));
        }
    }

    private static Optional<Type> type(@Nullable FieldDescriptor target) {
        return Optional.ofNullable(target).map(it -> it.getType().toProto());
    }

    /** The checker does not know the type, so the value is looked at when there is one. */
    private void as(FieldDescriptorProto.Builder field, @Nullable FieldDescriptor target) throws UnfitException {
        if (target == null || target.isMapField() || target.getType() == FieldDescriptor.Type.GROUP) {
            throw new UnfitException();
        }
        field.setType(target.getType().toProto());
        if (target.getType() == FieldDescriptor.Type.ENUM) {
            field.setTypeName(name(target.getEnumType()));
        } else if (target.getType() == FieldDescriptor.Type.MESSAGE) {
            field.setTypeName(name(target.getMessageType()));
        }
    }

    private void message(FieldDescriptorProto.Builder field, String fullName) throws UnfitException {
        Descriptor type = messages.apply(fullName).orElseThrow(UnfitException::new);
        field.setType(Type.TYPE_MESSAGE).setTypeName(name(type));
    }

    private String name(GenericDescriptor type) {
        imports.add(type.getFile());
        return "." + type.getFullName();
    }

    private Descriptor link(DescriptorProto message) {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
                .setName("weft/computed.proto")
                .setPackage(PACKAGE)
                .setSyntax("proto3")
                .addMessageType(message);
        imports.forEach(it -> file.addDependency(it.getName()));
        try {
            return FileDescriptor.buildFrom(file.build(), imports.toArray(FileDescriptor[]::new))
                    .findMessageTypeByName("Value");
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }
}
