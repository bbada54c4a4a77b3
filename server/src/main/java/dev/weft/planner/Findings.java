package dev.weft.planner;

import dev.weft.schema.Spot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects diagnostics, each once. Not thread-safe. */
final class Findings {
    private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();

    void error(Spot spot, String text) {
        diagnostics.add(new Diagnostic(Severity.ERROR, spot, text));
    }

    void warning(Spot spot, String text) {
        diagnostics.add(new Diagnostic(Severity.WARNING, spot, text));
    }

    List<Diagnostic> all() {
        return List.copyOf(diagnostics);
    }

    boolean hasErrors() {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }
}
