package dev.weft.planner;

import dev.weft.diagnostics.Diagnostic;
import dev.weft.diagnostics.Report;
import dev.weft.schema.Schema;
import dev.weft.schema.SchemaException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of each page below {@code src/test/cases/cases}, with and without its source. */
class DiagnosticsTest {
    static Stream<String> names() throws IOException {
        return Cases.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysWhatIsWrong(String name) throws IOException, SchemaException {
        Schema schema = Cases.schema(name);
        List<Diagnostic> diagnostics = Planner.plan(schema, Placement.unknown()).diagnostics();
        Golden.check(
                "cases/" + name + ".txt",
                "with the source:\n\n"
                        + Report.withSources(schema, List.of(Golden.CASES)).text(diagnostics)
                        + "\nwithout:\n\n"
                        + Report.of(schema).text(diagnostics));
    }
}
