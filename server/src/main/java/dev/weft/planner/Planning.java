package dev.weft.planner;

import dev.weft.diagnostics.Diagnostic;
import dev.weft.diagnostics.Severity;
import dev.weft.plan.MethodName;
import dev.weft.plan.Reach;
import dev.weft.plan.RpcPlan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What came of planning.
 *
 * @param plans every page; empty when there is an error in any
 * @param reaches works out what crosses Weft in each page that is answered from calls: only people ask, and a start would wait for it
 * @param diagnostics what is wrong, in no particular order: {@link Report} sorts
 */
public record Planning(List<RpcPlan> plans, Map<MethodName, Supplier<Reach>> reaches, List<Diagnostic> diagnostics) {
    public Planning {
        plans = List.copyOf(plans);
        reaches = Map.copyOf(reaches);
        diagnostics = List.copyOf(diagnostics);
    }

    /** Whether nothing can be served. */
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }

    /** What crosses Weft in {@code page}, which is one of {@link #plans} that is answered from calls. */
    public Reach reach(MethodName page) {
        return Objects.requireNonNull(reaches.get(page), page::toString).get();
    }
}
