package dev.weft.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.weft.dashboard.v1.GetDashboardRequest;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of paths and literals never load what evaluates expressions: it takes most of a second. */
class LoadedClassesIT {
    @TempDir
    private Path files;

    private List<String> loaded() throws Exception {
        try (Stream<String> lines = Files.lines(files.resolve("loaded.txt"))) {
            return lines.toList();
        }
    }

    private List<String> option() {
        return List.of("-Xlog:class+load:file=" + files.resolve("loaded.txt"));
    }

    @Test
    void planningPathsLoadsNothingOfCel() throws Exception {
        Path schema = files.resolve("dashboard.binpb");
        try (InputStream set = LoadedClassesIT.class.getResourceAsStream("/dev/weft/dashboard.binpb")) {
            Files.copy(Objects.requireNonNull(set), schema);
        }
        try (WeftProcess weft = WeftProcess.start(option(), "explain", "--schema", schema.toString())) {
            assertThat(weft.exitCode()).isZero();
        }
        assertThat(loaded())
                .anyMatch(line -> line.contains(" dev.weft.planner.Planner "))
                .noneMatch(line -> line.contains(" dev.cel."));
    }

    @Test
    void planningListsLoadsNothingOfCel() throws Exception {
        Path schema = files.resolve("cases.binpb");
        Files.write(schema, plucked());
        try (WeftProcess weft = WeftProcess.start(option(), "explain", "--schema", schema.toString())) {
            assertThat(weft.exitCode()).isZero();
        }
        assertThat(loaded())
                .anyMatch(line -> line.contains(" dev.weft.expression.Plucking "))
                .noneMatch(line -> line.contains(" dev.cel."));
    }

    /** A page with calls for each element of a list, their rows, and {@code list.map(x, x.path)}. */
    private static byte[] plucked() throws Exception {
        try (InputStream cases = LoadedClassesIT.class.getResourceAsStream("/dev/weft/planner/cases.binpb")) {
            FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
            FileDescriptorSet.parseFrom(Objects.requireNonNull(cases)).getFileList().stream()
                    .filter(file -> !file.getName().matches("(cases|feed)/.*")
                            || file.getName().equals("cases/plucked.proto"))
                    .forEach(set::addFile);
            return set.build().toByteArray();
        }
    }

    /** CEL itself may be there: the checks of requests and of the configuration (buf.validate) run in it. */
    @Test
    void servingPathsCompilesNoExpression() throws Exception {
        try (ServedDashboard served = ServedDashboard.start(option(), "", Map.of())) {
            assertThat(served.stub()
                            .getDashboard(GetDashboardRequest.newBuilder()
                                    .setUserId(101)
                                    .build())
                            .getStatus()
                            .getComplete())
                    .isTrue();
        }
        assertThat(loaded())
                .anyMatch(line -> line.contains(" dev.weft.execution.Execution "))
                .noneMatch(line -> line.contains(" dev.weft.expression.Library "));
    }
}
