package dev.weft.edge;

import build.buf.protovalidate.Config;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.TypeRegistry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Tells protovalidate of the rules that a house has defined for itself: extensions of buf.validate's messages. */
final class PredefinedRules {
    private static final String RULES = "buf/validate/validate.proto";

    private PredefinedRules() {}

    /** What protovalidate needs to know for messages of these types. */
    static Config config(Collection<Descriptor> types) {
        ExtensionRegistry extensions = ExtensionRegistry.newInstance();
        TypeRegistry.Builder extended = TypeRegistry.newBuilder();
        files(types).stream()
                .flatMap(PredefinedRules::extensions)
                .filter(rule -> rule.getContainingType().getFile().getName().equals(RULES))
                .forEach(rule -> {
                    add(rule, extensions);
                    extended.add(rule.getContainingType());
                });
        return Config.newBuilder()
                .setExtensionRegistry(extensions)
                .setTypeRegistry(extended.build())
                .build();
    }

    private static void add(FieldDescriptor rule, ExtensionRegistry extensions) {
        if (rule.getJavaType() == JavaType.MESSAGE) {
            extensions.add(rule, DynamicMessage.getDefaultInstance(rule.getMessageType()));
        } else {
            extensions.add(rule);
        }
    }

    private static Set<FileDescriptor> files(Collection<Descriptor> types) {
        Set<FileDescriptor> seen = new LinkedHashSet<>();
        types.stream().flatMap(type -> RuleScan.reach(type).stream()).forEach(type -> seen.add(type.getFile()));
        Deque<FileDescriptor> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (FileDescriptor imported : open.remove().getDependencies()) {
                if (seen.add(imported)) {
                    open.add(imported);
                }
            }
        }
        return seen;
    }

    private static Stream<FieldDescriptor> extensions(FileDescriptor file) {
        return Stream.concat(
                file.getExtensions().stream(), file.getMessageTypes().stream().flatMap(PredefinedRules::nested));
    }

    private static Stream<FieldDescriptor> nested(Descriptor type) {
        return Stream.concat(
                type.getExtensions().stream(), type.getNestedTypes().stream().flatMap(PredefinedRules::nested));
    }
}
