package dev.weft.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.weft.schema.SchemaException.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads descriptor sets, merges them and links their files. For one use. */
final class SchemaLoader {
    private static final String HOW_TO_MAKE_ONE =
            "buf build -o FILE, or protoc --include_imports --include_source_info --descriptor_set_out=FILE";

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, FileDescriptor> linked = new LinkedHashMap<>();
    private final Map<String, GenericDescriptor> symbols = new LinkedHashMap<>();

    /** A file, and the set that it was first found in. */
    private record Source(FileDescriptorProto proto, String set) {}

    Schema load(Map<String, byte[]> sets) throws SchemaException {
        sets.forEach(this::read);
        stopAtProblems();
        findMissingImports();
        stopAtProblems();
        for (Source source : sources.values()) {
            link(source, new LinkedHashSet<>());
        }
        linked.values().forEach(this::index);
        stopAtProblems();
        return new Schema(List.copyOf(linked.values()), symbols);
    }

    private void stopAtProblems() throws SchemaException {
        if (!problems.isEmpty()) {
            throw new SchemaException(problems);
        }
    }

    private void read(String set, byte[] bytes) {
        List<FileDescriptorProto> files = files(bytes);
        if (files.isEmpty() || files.stream().anyMatch(file -> file.getName().isEmpty())) {
            problems.add(new Problem(
                    set,
                    "not a descriptor set (expected: a google.protobuf.FileDescriptorSet, from " + HOW_TO_MAKE_ONE
                            + ")"));
            return;
        }
        files.forEach(file -> add(file, set));
    }

    private static List<FileDescriptorProto> files(byte[] bytes) {
        try {
            return DescriptorSets.files(bytes);
        } catch (InvalidProtocolBufferException e) {
            return List.of();
        }
    }

    private void add(FileDescriptorProto file, String set) {
        Source known = sources.get(file.getName());
        if (known != null && !content(known.proto()).equals(content(file))) {
            problems.add(new Problem(
                    set,
                    "has another " + file.getName() + " than " + known.set() + " (expected: the same file in both)"));
        } else if (known == null || !known.proto().hasSourceCodeInfo()) {
            sources.put(file.getName(), new Source(file, known == null ? set : known.set()));
        }
    }

    /** What the file declares: neither where it does, nor what a compiler notes beside it. */
    private static FileDescriptorProto content(FileDescriptorProto file) {
        return file.toBuilder()
                .clearSourceCodeInfo()
                .setUnknownFields(UnknownFieldSet.getDefaultInstance())
                .build();
    }

    private void findMissingImports() {
        Map<String, Set<String>> missing = new LinkedHashMap<>();
        for (Source source : sources.values()) {
            for (String name : source.proto().getDependencyList()) {
                if (!sources.containsKey(name)) {
                    missing.computeIfAbsent(source.set(), set -> new LinkedHashSet<>())
                            .add(name);
                }
            }
        }
        missing.forEach((set, names) -> problems.add(new Problem(
                set,
                "lacks files that it imports: " + String.join(", ", names)
                        + " (expected: a descriptor set with imports, from " + HOW_TO_MAKE_ONE + ")")));
    }

    private FileDescriptor link(Source source, Set<String> importing) throws SchemaException {
        String name = source.proto().getName();
        FileDescriptor done = linked.get(name);
        if (done != null) {
            return done;
        }
        if (!importing.add(name)) {
            problems.add(new Problem(
                    source.set(), "files import each other: " + String.join(" -> ", importing) + " -> " + name));
            throw new SchemaException(problems);
        }
        List<FileDescriptor> imports = new ArrayList<>();
        for (String dependency : source.proto().getDependencyList()) {
            imports.add(link(requireSource(dependency), importing));
        }
        importing.remove(name);
        FileDescriptor file = build(source, imports);
        linked.put(name, file);
        return file;
    }

    private Source requireSource(String name) {
        Source source = sources.get(name);
        if (source == null) {
            throw new IllegalStateException(name);
        }
        return source;
    }

    private FileDescriptor build(Source source, Collection<FileDescriptor> imports) throws SchemaException {
        try {
            return FileDescriptor.buildFrom(source.proto(), imports.toArray(FileDescriptor[]::new));
        } catch (DescriptorValidationException e) {
            problems.add(new Problem(source.set(), source.proto().getName() + " is not valid: " + e.getDescription()));
            throw new SchemaException(problems);
        }
    }

    private void index(FileDescriptor file) {
        file.getServices().forEach(this::index);
        file.getMessageTypes().forEach(this::indexMessage);
    }

    private void indexMessage(Descriptor message) {
        index(message);
        message.getNestedTypes().forEach(this::indexMessage);
    }

    private void index(GenericDescriptor element) {
        GenericDescriptor known = symbols.putIfAbsent(element.getFullName(), element);
        if (known != null) {
            problems.add(new Problem(
                    requireSource(element.getFile().getName()).set(),
                    element.getFullName() + " is declared in two files: "
                            + known.getFile().getName() + " and "
                            + element.getFile().getName()));
        }
    }
}
