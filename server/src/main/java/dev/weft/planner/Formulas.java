package dev.weft.planner;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.diagnostics.Suggestion;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Mapped;
import dev.weft.expression.Expression.Path;
import dev.weft.expression.Formula;
import dev.weft.expression.FormulaCompiler;
import dev.weft.expression.FormulaException;
import dev.weft.expression.FormulaException.Problem;
import dev.weft.expression.FormulaException.Unknown;
import dev.weft.expression.Variable;
import dev.weft.planner.Source.Origin;
import dev.weft.schema.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compiles the expressions of one page that are more than a path or a literal. What is wrong with them is reported. */
final class Formulas {
    /** What paths begin with, also where it has no meaning. */
    private static final Set<String> WEFTS_OWN = Set.of("request", "this", "each", "row");

    private final Supplier<FormulaCompiler> compiler;
    private final String container;
    private final Findings findings;

    /**
     * For one page.
     *
     * @param compiler is asked for when there is an expression to compile
     * @param container the page's package
     */
    Formulas(Supplier<FormulaCompiler> compiler, String container, Findings findings) {
        this.compiler = compiler;
        this.container = container;
        this.findings = findings;
    }

    /**
     * A compiled expression.
     *
     * @param inputs what it reads, in the order of the formula's inputs
     */
    record Compiled(Formula formula, List<Origin> inputs) {
        /** Whether it belongs to one element, or one message, and is not the same for the whole page. */
        boolean isOwn() {
            return inputs.stream().anyMatch(Origin::isOwn);
        }
    }

    /** Something that an expression can name. */
    record Named(Variable variable, Origin origin) {}

    /** Compiles what is written at {@code spot}, to fill {@code target} if that is given. */
    Optional<Compiled> compile(Expression expression, @Nullable FieldDescriptor target, Scope scope, Spot spot) {
        if (expression instanceof Mapped mapped) {
            Optional<Compiled> plucked = Plucks.compile(mapped, target, scope, spot);
            if (plucked.isPresent()) {
                return plucked;
            }
        }
        try {
            Map<String, Named> named = new TreeMap<>();
            for (String name : compiler.get().names(expression.text())) {
                if (!scope.knows(name) && Rows.isRow(name)) {
                    int at = Math.max(0, expression.text().indexOf(name));
                    findings.error(spot.at(expression.offset() + at), scope.unknown(name));
                    return Optional.empty();
                }
                if (scope.knows(name)) {
                    Optional<Named> found = scope.named(name, spot.at(expression.offset()), findings);
                    if (found.isEmpty()) {
                        return Optional.empty();
                    }
                    named.put(name, found.get());
                }
            }
            List<Variable> variables =
                    named.values().stream().map(Named::variable).toList();
            Formula formula = compiler.get().compile(expression.text(), container, variables, target);
            Optional<FieldDescriptor> group = group(formula, named);
            if (group.isPresent()) {
                findings.error(spot.at(expression.offset()), Fields.delimited(group.get()));
                return Optional.empty();
            }
            return Optional.of(new Compiled(formula, origins(formula, named, scope)));
        } catch (FormulaException e) {
            e.problems().forEach(problem -> report(problem, expression, scope, spot));
            return Optional.empty();
        }
    }

    /** Whether what is written as a path is a constant of CEL's: an enum's value, {@code shop.v1.Level.LEVEL_GOLD}. */
    boolean isConstant(Path path, Scope scope) {
        boolean isPath = scope.knows(path.root()) || WEFTS_OWN.contains(path.root());
        if (isPath || path.steps().isEmpty() || path.otherwise().isPresent()) {
            return false;
        }
        try {
            compiler.get().compile(path.text(), container, List.of(), null);
            return true;
        } catch (FormulaException e) {
            return false;
        }
    }

    /** A group that it reads of what is copied before: it would not be there. {@code this} is read as it came. */
    private static Optional<FieldDescriptor> group(Formula formula, Map<String, Named> named) {
        return named.entrySet().stream()
                .filter(it -> !(it.getValue().origin() instanceof Origin.This))
                .flatMap(it -> formula.reads().stream()
                        .filter(path -> path.startsWith(it.getKey() + "."))
                        .map(path -> path.substring(it.getKey().length() + 1))
                        .flatMap(path -> Fields.delimitedOn(it.getValue().variable(), path).stream()))
                .findFirst();
    }

    private static List<Origin> origins(Formula formula, Map<String, Named> named, Scope scope) {
        List<Origin> origins = new ArrayList<>();
        for (Formula.Input input : formula.inputs()) {
            named.computeIfPresent(input.variable().name(), (name, it) -> {
                origins.add(it.origin());
                scope.use(it.origin());
                return it;
            });
        }
        return origins;
    }

    private void report(Problem problem, Expression expression, Scope scope, Spot spot) {
        Spot here = spot.at(expression.offset() + problem.offset());
        findings.error(
                here, problem.unknown().map(it -> text(problem, it, scope)).orElse(problem.text()));
    }

    private static String text(Problem problem, Unknown unknown, Scope scope) {
        return switch (unknown.kind()) {
            case VALUE -> scope.unknown(unknown.name());
            case FIELD -> problem.text() + " " + Suggestion.expected(unknown.name(), unknown.known());
            case FUNCTION ->
                problem.text() + " (expected: one of CEL's or of Weft's"
                        + Suggestion.closest(unknown.name(), unknown.known())
                                .map(it -> "; did you mean \"" + it + "\"?")
                                .orElse("")
                        + ")";
        };
    }
}
