package dev.weft.transcoding;

import com.google.api.HttpBodyProto;
import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Descriptors from a little of the .proto language, so that a test shows its types. Well-known types are imported. */
final class ProtoText {
    private static final Pattern TOKEN = Pattern.compile("[\\w.]+|\"[^\"]*\"|[{}\\[\\]()=;<>,-]");
    private static final FileDescriptor[] IMPORTS = {
        AnyProto.getDescriptor(),
        TimestampProto.getDescriptor(),
        DurationProto.getDescriptor(),
        EmptyProto.getDescriptor(),
        FieldMaskProto.getDescriptor(),
        StructProto.getDescriptor(),
        WrappersProto.getDescriptor(),
        HttpBodyProto.getDescriptor()
    };

    private final Deque<String> tokens = new ArrayDeque<>();
    private final boolean proto3;

    private ProtoText(String source, boolean proto3) {
        this.proto3 = proto3;
        Matcher matcher = TOKEN.matcher(source);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
    }

    static FileDescriptor proto2(String source) {
        return new ProtoText(source, false).file();
    }

    static FileDescriptor proto3(String source) {
        return new ProtoText(source, true).file();
    }

    private FileDescriptor file() {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
                .setName("test.proto")
                .setPackage("t")
                .setSyntax(proto3 ? "proto3" : "proto2");
        for (FileDescriptor each : IMPORTS) {
            file.addDependency(each.getName());
        }
        while (!tokens.isEmpty()) {
            switch (tokens.pop()) {
                case "enum" -> file.addEnumType(enumType());
                case "service" -> service(file);
                default -> file.addMessageType(message(tokens.pop()));
            }
        }
        try {
            return FileDescriptor.buildFrom(file.build(), IMPORTS);
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void service(FileDescriptorProto.Builder file) {
        var service = file.addServiceBuilder().setName(tokens.pop());
        expect("{");
        while (!accept("}")) {
            expect("rpc");
            var method = service.addMethodBuilder().setName(tokens.pop());
            expect("(");
            method.setInputType(tokens.pop());
            expect(")");
            expect("returns");
            expect("(");
            method.setOutputType(tokens.pop());
            expect(")");
            expect(";");
        }
    }

    private EnumDescriptorProto enumType() {
        EnumDescriptorProto.Builder type = EnumDescriptorProto.newBuilder().setName(tokens.pop());
        expect("{");
        while (!accept("}")) {
            var value = type.addValueBuilder().setName(tokens.pop());
            expect("=");
            int sign = accept("-") ? -1 : 1;
            value.setNumber(sign * Integer.parseInt(tokens.pop()));
            expect(";");
        }
        return type.build();
    }

    private DescriptorProto message(String name) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        List<FieldDescriptorProto.Builder> optionals = new ArrayList<>();
        expect("{");
        while (!accept("}")) {
            if (accept("oneof")) {
                int index = message.getOneofDeclCount();
                message.addOneofDeclBuilder().setName(tokens.pop());
                expect("{");
                while (!accept("}")) {
                    field(message, Label.LABEL_OPTIONAL, tokens.pop()).setOneofIndex(index);
                }
            } else if (accept("repeated")) {
                field(message, Label.LABEL_REPEATED, tokens.pop());
            } else if (accept("optional")) {
                FieldDescriptorProto.Builder field = field(message, Label.LABEL_OPTIONAL, tokens.pop());
                if (proto3) {
                    optionals.add(field.setProto3Optional(true));
                }
            } else {
                field(message, Label.LABEL_OPTIONAL, tokens.pop());
            }
        }
        for (FieldDescriptorProto.Builder field : optionals) {
            field.setOneofIndex(message.getOneofDeclCount());
            message.addOneofDeclBuilder().setName("_" + field.getName());
        }
        return message.build();
    }

    private FieldDescriptorProto.Builder field(DescriptorProto.Builder message, Label label, String type) {
        if (type.equals("map")) {
            return map(message);
        }
        FieldDescriptorProto.Builder field = message.addFieldBuilder().setLabel(label);
        String name = tokens.pop();
        expect("=");
        field.setName(name.toLowerCase(Locale.ROOT)).setNumber(Integer.parseInt(tokens.pop()));
        if (type.equals("group")) {
            field.setType(Type.TYPE_GROUP).setTypeName(name);
            message.addNestedType(message(name));
            return field;
        }
        setType(field, type);
        if (accept("[")) {
            expect("json_name");
            expect("=");
            field.setJsonName(tokens.pop().replace("\"", ""));
            expect("]");
        }
        expect(";");
        return field;
    }

    private FieldDescriptorProto.Builder map(DescriptorProto.Builder message) {
        DescriptorProto.Builder entry = DescriptorProto.newBuilder();
        entry.getOptionsBuilder().setMapEntry(true);
        expect("<");
        setType(entry.addFieldBuilder().setName("key").setNumber(1).setLabel(Label.LABEL_OPTIONAL), tokens.pop());
        expect(",");
        setType(entry.addFieldBuilder().setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL), tokens.pop());
        expect(">");
        String name = tokens.pop();
        expect("=");
        entry.setName(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Entry");
        FieldDescriptorProto.Builder field = message.addFieldBuilder()
                .setName(name)
                .setLabel(Label.LABEL_REPEATED)
                .setType(Type.TYPE_MESSAGE)
                .setTypeName(entry.getName())
                .setNumber(Integer.parseInt(tokens.pop()));
        expect(";");
        message.addNestedType(entry);
        return field;
    }

    private static void setType(FieldDescriptorProto.Builder field, String type) {
        for (Type scalar : Type.values()) {
            if (scalar.name().equals("TYPE_" + type.toUpperCase(Locale.ROOT))
                    && type.equals(type.toLowerCase(Locale.ROOT))) {
                field.setType(scalar);
                return;
            }
        }
        field.setTypeName(type);
    }

    private boolean accept(String token) {
        return token.equals(tokens.peek()) && tokens.pop() != null;
    }

    private void expect(String token) {
        String found = tokens.pop();
        if (!found.equals(token)) {
            throw new IllegalArgumentException(found + " (expected: " + token + ")");
        }
    }
}
