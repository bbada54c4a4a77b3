package dev.weft.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.weft.plan.PagePlan;
import dev.weft.planner.Placement;
import dev.weft.planner.Planner;
import dev.weft.planner.Planning;
import dev.weft.schema.Schema;
import dev.weft.schema.SchemaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The pages of a file below {@code src/test/cases/cases}, planned. */
final class CasePlans {
    private CasePlans() {}

    static List<PagePlan> of(String name) {
        try (InputStream in =
                Objects.requireNonNull(CasePlans.class.getResourceAsStream("/dev/weft/planner/cases.binpb"))) {
            Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
            FileDescriptorSet.parseFrom(in).getFileList().forEach(file -> files.put(file.getName(), file));
            Map<String, FileDescriptorProto> chosen = new LinkedHashMap<>();
            add("cases/" + name + ".proto", files, chosen);
            FileDescriptorSet set =
                    FileDescriptorSet.newBuilder().addAllFile(chosen.values()).build();
            Planning planning = Planner.plan(Schema.parse(Map.of(name, set.toByteArray())), Placement.unknown());
            assertThat(planning.diagnostics()).isEmpty();
            return planning.plans().stream().map(PagePlan.class::cast).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SchemaException e) {
            throw new AssertionError(e);
        }
    }

    private static void add(
            String name, Map<String, FileDescriptorProto> files, Map<String, FileDescriptorProto> chosen) {
        FileDescriptorProto file = Objects.requireNonNull(files.get(name), name);
        file.getDependencyList().forEach(dependency -> add(dependency, files, chosen));
        chosen.put(name, file);
    }
}
