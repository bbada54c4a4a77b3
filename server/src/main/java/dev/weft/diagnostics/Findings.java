package dev.weft.diagnostics;

import dev.weft.schema.Spot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects diagnostics, each once. Not thread-safe. */
public final class Findings {
    private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();

    public void error(Spot spot, String text) {
        diagnostics.add(new Diagnostic(Severity.ERROR, spot, text));
    }

    public void warning(Spot spot, String text) {
        diagnostics.add(new Diagnostic(Severity.WARNING, spot, text));
    }

    public List<Diagnostic> all() {
        return List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }
}
