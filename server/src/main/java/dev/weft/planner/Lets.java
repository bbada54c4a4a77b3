package dev.weft.planner;

import dev.weft.diagnostics.Findings;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Computed;
import dev.weft.expression.Expression.Literal;
import dev.weft.expression.Expression.Path;
import dev.weft.expression.ExpressionException;
import dev.weft.expression.ExpressionParser;
import dev.weft.expression.Variable;
import dev.weft.plan.Fill;
import dev.weft.planner.Computations.Entry;
import dev.weft.planner.Computations.Purpose;
import dev.weft.planner.Formulas.Compiled;
import dev.weft.planner.Formulas.Named;
import dev.weft.schema.Spot;
import dev.weft.v1.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The names that a page gives to values. A name for a path or a literal is another way to write it; a name for anything else is worked
 * out once. For one page.
 */
final class Lets {
    private final Map<String, Let> all = new LinkedHashMap<>();
    private final Map<String, Optional<Source>> sources = new HashMap<>();
    private final Map<String, Optional<Named>> variables = new HashMap<>();
    private final List<String> resolving = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private final Formulas formulas;
    private final Computations computations;
    private final Findings findings;

    private record Let(Expression expression, Spot spot) {}

    Lets(Formulas formulas, Computations computations, Findings findings) {
        this.formulas = formulas;
        this.computations = computations;
        this.findings = findings;
    }

    /**
     * Reads the page's lets.
     *
     * @param names whether a name that is written at a spot can be one; otherwise it is reported
     */
    void read(Page page, Spot spot, BiPredicate<String, Spot> names) {
        for (int i = 0; i < page.getLetCount(); i++) {
            Spot here = spot.in("let", Page.LET_FIELD_NUMBER, i);
            try {
                ExpressionParser.Assignment read = ExpressionParser.assignment(page.getLet(i));
                if (read.target().size() != 1 || read.expression().isEmpty()) {
                    throw new ExpressionException(0, "not a named value", "\"name = expression\"");
                }
                String name = read.target().get(0).field();
                if (names.test(name, here.at(read.target().get(0).offset()))) {
                    all.put(name, new Let(read.expression().get(), here));
                }
            } catch (ExpressionException e) {
                findings.error(here.at(e.offset()), e.text(page.getLet(i)));
            }
        }
    }

    /** What is named, for people. */
    List<Fill> texts() {
        return all.entrySet().stream()
                .map(let -> new Fill(let.getKey(), let.getValue().expression().text()))
                .toList();
    }

    Set<String> names() {
        return all.keySet();
    }

    boolean has(String name) {
        return all.containsKey(name);
    }

    /** Resolves them all, so that what is wrong is said once, and warns of what nothing reads. To be asked when all else is resolved. */
    void check(Scope scope) {
        Set<String> read = Set.copyOf(used);
        all.forEach((name, let) -> {
            if (!isLiteral(name)) {
                source(name, scope);
            }
            if (!read.contains(name)) {
                findings.warning(
                        let.spot(),
                        "nothing uses " + name + " (expected: a value, a bind, a fill or another let that reads it)");
            }
        });
    }

    /** The literal that the name stands for, or that is used where its path has no value. */
    Optional<Literal> literal(String name) {
        Set<String> chain = new LinkedHashSet<>();
        Let let = all.get(last(name, chain));
        if (let == null) {
            return Optional.empty();
        }
        used.addAll(chain);
        return let.expression() instanceof Literal literal
                ? Optional.of(literal)
                : let.expression() instanceof Path path ? path.otherwise() : Optional.empty();
    }

    boolean isLiteral(String name) {
        Let let = all.get(last(name, new HashSet<>()));
        return let != null && let.expression() instanceof Literal;
    }

    /** Where one name only stands for another, the last of them; of a circle any. {@code seen} takes them all. */
    private String last(String name, Set<String> seen) {
        String last = name;
        for (Let let = all.get(name); seen.add(last) && let != null; let = all.get(last)) {
            if (!(let.expression() instanceof Path path) || !isName(path)) {
                return last;
            }
            last = path.root();
        }
        return last;
    }

    private boolean isName(Path path) {
        return path.steps().isEmpty() && path.otherwise().isEmpty() && has(path.root());
    }

    /** Where the value is read; empty when it cannot be, which is reported. */
    Optional<Source> source(String name, Scope page) {
        used.add(name);
        Optional<Source> known = sources.get(name);
        if (known == null) {
            Let let = all.get(name);
            known = let == null || isCycle(name, let) ? Optional.empty() : resolve(name, let, page);
            sources.put(name, known);
        }
        return known;
    }

    private Optional<Source> resolve(String name, Let let, Scope page) {
        resolving.add(name);
        Optional<Source> source = let.expression() instanceof Path path && !formulas.isConstant(path, page)
                ? page.resolve(path, let.spot(), findings)
                : work(name, let, page);
        resolving.remove(resolving.size() - 1);
        return source;
    }

    private Optional<Source> work(String name, Let let, Scope page) {
        Optional<Compiled> compiled = formulas.compile(let.expression(), null, page, let.spot());
        return compiled.map(it -> computations.add(new Entry(name, it.formula(), it.inputs(), Purpose.FIELD, true)));
    }

    /** The value for a formula to read: a path is evaluated too, then. */
    Optional<Named> named(String name, Scope page) {
        Optional<Named> known = variables.get(name);
        if (known == null) {
            Let let = all.get(name);
            Optional<Source> source = let == null || let.expression() instanceof Computed
                    ? source(name, page)
                    : isCycle(name, let) ? Optional.empty() : evaluated(name, let, page);
            known = source.map(it -> new Named(Variable.value(name, it.field().orElseThrow()), it.origin()));
            variables.put(name, known);
        }
        used.add(name);
        return known;
    }

    private Optional<Source> evaluated(String name, Let let, Scope page) {
        resolving.add(name);
        // CEL reads a value of CEL: what copies bytes has none.
        Computed expression =
                new Computed(let.expression().text(), let.expression().offset());
        Optional<Source> source = work(name, new Let(expression, let.spot()), page);
        resolving.remove(resolving.size() - 1);
        return source;
    }

    private boolean isCycle(String name, Let let) {
        int start = resolving.indexOf(name);
        if (start >= 0) {
            findings.error(
                    let.spot(),
                    "names are given in a circle: " + String.join(" -> ", resolving.subList(start, resolving.size()))
                            + " -> " + name + " (expected: values that can be worked out one after the other)");
        }
        return start >= 0;
    }
}
