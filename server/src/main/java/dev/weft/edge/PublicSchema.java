package dev.weft.edge;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.weft.v1.PageProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of the services as strangers may see them: without comments, and without the {@code weft.v1} options, which
 * tell how the pages are made. Not thread-safe.
 */
final class PublicSchema {
    private static final List<FieldDescriptor> METHOD_OPTIONS =
            extensions(MethodOptions.getDescriptor().getFullName());
    private static final List<FieldDescriptor> FIELD_OPTIONS =
            extensions(FieldOptions.getDescriptor().getFullName());

    // By name: a file that several others import stays one file.
    private final Map<String, FileDescriptor> done = new HashMap<>();

    /** The file, and all that it imports. */
    FileDescriptor of(FileDescriptor file) {
        FileDescriptor known = done.get(file.getName());
        if (known == null) {
            known = build(file);
            done.put(file.getName(), known);
        }
        return known;
    }

    private FileDescriptor build(FileDescriptor file) {
        FileDescriptor[] imports = file.getDependencies().stream().map(this::of).toArray(FileDescriptor[]::new);
        try {
            return FileDescriptor.buildFrom(cleared(file.toProto()), imports, true);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(file.getName() + " without its weft.v1 options is not valid", e);
        }
    }

    private static FileDescriptorProto cleared(FileDescriptorProto file) {
        FileDescriptorProto.Builder builder = file.toBuilder().clearSourceCodeInfo();
        builder.getMessageTypeBuilderList().forEach(PublicSchema::clear);
        builder.getExtensionBuilderList().forEach(PublicSchema::clear);
        for (ServiceDescriptorProto.Builder service : builder.getServiceBuilderList()) {
            service.getMethodBuilderList().forEach(PublicSchema::clear);
        }
        return builder.build();
    }

    private static void clear(DescriptorProto.Builder message) {
        for (int i = 0; i < message.getFieldCount(); i++) {
            // A schema has tens of thousands of fields, and most have no options: no builder is made of those.
            if (message.getField(i).hasOptions()) {
                clear(message.getFieldBuilder(i));
            }
        }
        message.getExtensionBuilderList().forEach(PublicSchema::clear);
        message.getNestedTypeBuilderList().forEach(PublicSchema::clear);
    }

    private static void clear(FieldDescriptorProto.Builder field) {
        if (field.hasOptions()) {
            clear(field.getOptionsBuilder(), FIELD_OPTIONS);
        }
    }

    private static void clear(MethodDescriptorProto.Builder method) {
        if (method.hasOptions()) {
            clear(method.getOptionsBuilder(), METHOD_OPTIONS);
        }
    }

    /** Also what was read as an unknown field, as one that came with another wire type is. */
    private static void clear(Message.Builder options, List<FieldDescriptor> extensions) {
        UnknownFieldSet.Builder unknown = options.getUnknownFields().toBuilder();
        for (FieldDescriptor extension : extensions) {
            options.clearField(extension);
            unknown.clearField(extension.getNumber());
        }
        options.setUnknownFields(unknown.build());
    }

    private static List<FieldDescriptor> extensions(String options) {
        return PageProto.getDescriptor().getExtensions().stream()
                .filter(extension -> extension.getContainingType().getFullName().equals(options))
                .toList();
    }
}
