package dev.weft.wire;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A .proto file under construction, in a random syntax, with random presence, packing and closedness of what is put
 * into it.
 */
final class RandomFile {
    enum Syntax {
        PROTO2,
        PROTO3,
        EDITION
    }

    static final List<Type> SCALARS = List.of(
            Type.TYPE_DOUBLE,
            Type.TYPE_FLOAT,
            Type.TYPE_INT64,
            Type.TYPE_UINT64,
            Type.TYPE_INT32,
            Type.TYPE_FIXED64,
            Type.TYPE_FIXED32,
            Type.TYPE_BOOL,
            Type.TYPE_STRING,
            Type.TYPE_BYTES,
            Type.TYPE_UINT32,
            Type.TYPE_SFIXED32,
            Type.TYPE_SFIXED64,
            Type.TYPE_SINT32,
            Type.TYPE_SINT64);

    final Syntax syntax;
    private final Random random;
    private final String name;
    private final FileDescriptorProto.Builder file;
    private final Map<DescriptorProto.Builder, Set<Integer>> numbers = new HashMap<>();
    private boolean closedEnum;

    RandomFile(Random random, String name, String enumName, Syntax syntax, List<Integer> enumNumbers) {
        this.random = random;
        this.name = name;
        this.syntax = syntax;
        file = FileDescriptorProto.newBuilder().setName(name + ".proto").setPackage(name);
        if (syntax == Syntax.EDITION) {
            file.setSyntax("editions").setEdition(Edition.EDITION_2023);
        } else {
            file.setSyntax(syntax == Syntax.PROTO2 ? "proto2" : "proto3");
        }
        addEnum(enumName, enumNumbers);
    }

    private void addEnum(String enumName, List<Integer> enumNumbers) {
        EnumDescriptorProto.Builder type = file.addEnumTypeBuilder().setName(enumName);
        closedEnum = syntax == Syntax.PROTO2
                || enumNumbers.get(0) != 0
                || (syntax == Syntax.EDITION && random.nextBoolean());
        for (int i = 0; i < enumNumbers.size(); i++) {
            type.addValueBuilder()
                    .setName(enumName.toUpperCase(java.util.Locale.ROOT) + "_V" + i)
                    .setNumber(enumNumbers.get(i));
        }
        if (syntax == Syntax.EDITION && closedEnum) {
            type.getOptionsBuilder().getFeaturesBuilder().setEnumType(FeatureSet.EnumType.CLOSED);
        }
    }

    DescriptorProto.Builder addMessage(String messageName) {
        DescriptorProto.Builder message = file.addMessageTypeBuilder().setName(messageName);
        numbers.put(message, new HashSet<>());
        return message;
    }

    /** Adds a field; {@code typeName} names the message or enum, or is empty. */
    FieldDescriptorProto.Builder addField(
            DescriptorProto.Builder message, Type type, String typeName, boolean repeated, int oneof) {
        int number = freeNumber(message);
        FieldDescriptorProto.Builder field = message.addFieldBuilder()
                .setName("f" + message.getFieldCount())
                .setNumber(number)
                .setLabel(repeated ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL);
        setType(field, type, typeName);
        if (oneof >= 0) {
            field.setOneofIndex(oneof);
        } else if (repeated) {
            choosePacking(field, type);
        } else if (type != Type.TYPE_MESSAGE && type != Type.TYPE_GROUP) {
            choosePresence(field, type);
        }
        return field;
    }

    void addMap(DescriptorProto.Builder message, Type keyType, Type valueType, String valueTypeName) {
        String fieldName = "f" + (message.getFieldCount() + 1);
        String entryName = "F" + fieldName.substring(1) + "Entry";
        DescriptorProto.Builder entry = message.addNestedTypeBuilder().setName(entryName);
        entry.getOptionsBuilder().setMapEntry(true);
        entry.addFieldBuilder()
                .setName("key")
                .setNumber(1)
                .setLabel(Label.LABEL_OPTIONAL)
                .setType(keyType);
        FieldDescriptorProto.Builder value =
                entry.addFieldBuilder().setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL);
        setType(value, valueType, valueTypeName);
        message.addFieldBuilder()
                .setName(fieldName)
                .setNumber(freeNumber(message))
                .setLabel(Label.LABEL_REPEATED)
                .setType(Type.TYPE_MESSAGE)
                .setTypeName("." + name + "." + message.getName() + "." + entryName);
    }

    private void setType(FieldDescriptorProto.Builder field, Type type, String typeName) {
        boolean delimited = type == Type.TYPE_GROUP && syntax == Syntax.EDITION;
        field.setType(delimited ? Type.TYPE_MESSAGE : type);
        if (delimited) {
            field.getOptionsBuilder().getFeaturesBuilder().setMessageEncoding(FeatureSet.MessageEncoding.DELIMITED);
        }
        if (!typeName.isEmpty()) {
            field.setTypeName("." + name + "." + typeName);
        }
    }

    private void choosePresence(FieldDescriptorProto.Builder field, Type type) {
        boolean implicit = random.nextBoolean();
        if (syntax == Syntax.PROTO3 && !implicit) {
            field.setProto3Optional(true);
        } else if (syntax == Syntax.EDITION && implicit && !(type == Type.TYPE_ENUM && closedEnum)) {
            field.getOptionsBuilder().getFeaturesBuilder().setFieldPresence(FeatureSet.FieldPresence.IMPLICIT);
        }
    }

    private void choosePacking(FieldDescriptorProto.Builder field, Type type) {
        if (type == Type.TYPE_STRING
                || type == Type.TYPE_BYTES
                || type == Type.TYPE_MESSAGE
                || type == Type.TYPE_GROUP
                || random.nextBoolean()) {
            return;
        }
        if (syntax == Syntax.EDITION) {
            field.getOptionsBuilder()
                    .getFeaturesBuilder()
                    .setRepeatedFieldEncoding(FeatureSet.RepeatedFieldEncoding.EXPANDED);
        } else {
            field.getOptionsBuilder().setPacked(syntax == Syntax.PROTO2);
        }
    }

    // Builders are told apart by identity, which is what is meant.
    @SuppressWarnings("CollectionIncompatibleType")
    private int freeNumber(DescriptorProto.Builder message) {
        while (true) {
            int number = random.nextInt(20) == 0
                    ? 200 + random.nextInt(100_000)
                    : 1 + random.nextInt(40 + 2 * message.getFieldCount());
            if (number < 19_000 || number > 19_999) {
                if (numbers.get(message).add(number)) {
                    return number;
                }
            }
        }
    }

    FileDescriptor build() {
        for (DescriptorProto.Builder message : file.getMessageTypeBuilderList()) {
            for (FieldDescriptorProto.Builder field : message.getFieldBuilderList()) {
                if (field.getProto3Optional()) {
                    field.setOneofIndex(message.getOneofDeclCount());
                    message.addOneofDeclBuilder().setName("_" + field.getName());
                }
            }
        }
        try {
            return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0]);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(file.build().toString(), e);
        }
    }
}
