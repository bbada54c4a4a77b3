package dev.weft.planner;

import dev.weft.diagnostics.Diagnostic;
import dev.weft.diagnostics.Severity;
import dev.weft.plan.RpcPlan;
import java.util.List;

/**
 * What came of planning.
 *
 * @param plans every page; empty when there is an error in any
 * @param diagnostics what is wrong, in no particular order: {@link Report} sorts
 */
public record Planning(List<RpcPlan> plans, List<Diagnostic> diagnostics) {
    public Planning {
        plans = List.copyOf(plans);
        diagnostics = List.copyOf(diagnostics);
    }

    /** Whether nothing can be served. */
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }
}
