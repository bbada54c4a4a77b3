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
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.weft.v1.PageProto;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files of the services as strangers may see them: without comments, and without the {@code weft.v1} options, which
 * tell how the pages are made. Not thread-safe.
 */
final class PublicSchema {
    private static final Set<Integer> METHOD_OPTIONS =
            extensions(MethodOptions.getDescriptor().getFullName());
    private static final Set<Integer> FIELD_OPTIONS =
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
        message.getFieldBuilderList().forEach(PublicSchema::clear);
        message.getExtensionBuilderList().forEach(PublicSchema::clear);
        message.getNestedTypeBuilderList().forEach(PublicSchema::clear);
    }

    private static void clear(FieldDescriptorProto.Builder field) {
        if (field.hasOptions()) {
            field.setOptions(parse(() -> {
                FieldOptions options = FieldOptions.parseFrom(field.getOptions().toByteString());
                return options.toBuilder()
                        .setUnknownFields(without(FIELD_OPTIONS, options.getUnknownFields()))
                        .build();
            }));
        }
    }

    private static void clear(MethodDescriptorProto.Builder method) {
        if (method.hasOptions()) {
            method.setOptions(parse(() -> {
                MethodOptions options =
                        MethodOptions.parseFrom(method.getOptions().toByteString());
                return options.toBuilder()
                        .setUnknownFields(without(METHOD_OPTIONS, options.getUnknownFields()))
                        .build();
            }));
        }
    }

    private static UnknownFieldSet without(Set<Integer> numbers, UnknownFieldSet options) {
        UnknownFieldSet.Builder builder = options.toBuilder();
        numbers.forEach(builder::clearField);
        return builder.build();
    }

    // Read anew and without a registry, every extension is an unknown field.
    private static <T> T parse(Parsing<T> parsing) {
        try {
            return parsing.run();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("options that cannot be read back", e);
        }
    }

    private static Set<Integer> extensions(String options) {
        return PageProto.getDescriptor().getExtensions().stream()
                .filter(extension -> extension.getContainingType().getFullName().equals(options))
                .map(FieldDescriptor::getNumber)
                .collect(Collectors.toUnmodifiableSet());
    }

    private interface Parsing<T> {
        T run() throws InvalidProtocolBufferException;
    }
}
