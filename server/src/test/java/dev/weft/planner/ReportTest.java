package dev.weft.planner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.weft.diagnostics.Diagnostic;
import dev.weft.diagnostics.Report;
import dev.weft.schema.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final String FILE = "cases/required_reads_optional.proto";

    private static List<Diagnostic> diagnostics(Schema schema) {
        return Planner.plan(schema, Placement.unknown()).diagnostics();
    }

    @Test
    void withoutPositionsItNamesTheElement() throws Exception {
        FileDescriptorSet.Builder set = Cases.set("nothing_fills").toBuilder();
        set.getFileBuilderList().forEach(FileDescriptorProto.Builder::clearSourceCodeInfo);
        Schema schema = Schema.parse(Map.of("set", set.build().toByteArray()));

        for (Report report : List.of(Report.of(schema), Report.withSources(schema, List.of(Golden.CASES)))) {
            assertThat(report.text(diagnostics(schema)))
                    .contains(
                            "cases/nothing_fills.proto:1:1: error: cases.nothing_fills.Facts.fact: nothing fills Facts.fact")
                    .doesNotContain("^");
        }
    }

    @Test
    void aSourceThatIsNotThereIsDoneWithout(@TempDir Path empty) throws Exception {
        Schema schema = Cases.schema("types");
        Path file = Files.writeString(empty.resolve("file"), "");

        assertThat(Report.withSources(schema, List.of(empty, file)).text(diagnostics(schema)))
                .isEqualTo(Report.of(schema).text(diagnostics(schema)));
    }

    @Test
    void theSecondRootIsSearchedToo(@TempDir Path empty) throws Exception {
        Schema schema = Cases.schema("types");

        assertThat(Report.withSources(schema, List.of(empty, Golden.CASES)).text(diagnostics(schema)))
                .isEqualTo(Report.withSources(schema, List.of(Golden.CASES)).text(diagnostics(schema)));
    }

    @Test
    void aSourceThatHasChangedIsDoneWithout(@TempDir Path root) throws Exception {
        Schema schema = Cases.schema("required_reads_optional");
        String source = Files.readString(Golden.CASES.resolve(FILE));
        Path copy = Files.createDirectories(root.resolve("cases")).resolve("required_reads_optional.proto");

        for (String changed : List.of(
                source.replace("user_id = profile.user.id", "user_id = profile.user"),
                source.replace("syntax", "\n\nsyntax"),
                source.replace("{\n      name", "\"x\"; {\n      name"),
                source.substring(0, source.indexOf("user_id")),
                "",
                "\u0000\uFFFF")) {
            Files.writeString(copy, changed);

            assertThat(Report.withSources(schema, List.of(root)).text(diagnostics(schema)))
                    .isEqualTo(Report.of(schema).text(diagnostics(schema)));
        }
    }
}
