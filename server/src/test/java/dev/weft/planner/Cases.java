package dev.weft.planner;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.weft.schema.Schema;
import dev.weft.schema.SchemaException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The schemas that the tests plan: the demo's, and one for each page below {@code src/test/cases/cases}. */
final class Cases {
    private static final String DOWNSTREAM = "shop/v1/shop.proto";

    private Cases() {}

    /** The names of the cases. */
    static Stream<String> names() throws IOException {
        return files().keySet().stream()
                .filter(file -> file.startsWith("cases/"))
                .map(file -> file.substring("cases/".length(), file.length() - ".proto".length()));
    }

    /** The file of that case, what it imports, and the downstream services. */
    static Schema schema(String name) throws IOException, SchemaException {
        return Schema.parse(Map.of(name, set(name).toByteArray()));
    }

    /** The same, as a descriptor set. */
    static FileDescriptorSet set(String name) throws IOException {
        Map<String, FileDescriptorProto> chosen = new LinkedHashMap<>();
        Map<String, FileDescriptorProto> files = files();
        add(DOWNSTREAM, files, chosen);
        add("cases/" + name + ".proto", files, chosen);
        return FileDescriptorSet.newBuilder().addAllFile(chosen.values()).build();
    }

    static Schema demo() throws IOException, SchemaException {
        return Schema.parse(Map.of("dashboard.binpb", bytes("/dev/weft/dashboard.binpb")));
    }

    static byte[] bytes(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(Cases.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        }
    }

    private static void add(
            String name, Map<String, FileDescriptorProto> files, Map<String, FileDescriptorProto> chosen) {
        FileDescriptorProto file = Objects.requireNonNull(files.get(name), name);
        file.getDependencyList().forEach(dependency -> add(dependency, files, chosen));
        chosen.put(name, file);
    }

    private static Map<String, FileDescriptorProto> files() throws IOException {
        Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
        FileDescriptorSet.parseFrom(bytes("/dev/weft/planner/cases.binpb"))
                .getFileList()
                .forEach(file -> files.put(file.getName(), file));
        return files;
    }
}
