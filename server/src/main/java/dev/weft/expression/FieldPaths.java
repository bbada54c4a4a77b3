package dev.weft.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which fields a checked expression reads: {@code items.items.price} for {@code items.items.map(x, x.price)}. Never too few; where a message goes
 * into a function that may read any of it, the message. For one expression.
 */
final class FieldPaths {
    /** What comes out of these is what goes in, or a part of it. */
    private static final Set<String> PASSING = Set.of("first", "orValue", "or", "optional.of", "value", "_+_");

    private final CelAbstractSyntaxTree tree;
    private final Set<String> variables;
    private final Map<String, Set<String>> bound = new HashMap<>();
    private final Set<String> read = new TreeSet<>();

    private FieldPaths(CelAbstractSyntaxTree tree, Set<String> variables) {
        this.tree = tree;
        this.variables = variables;
    }

    /** The fields, each from the variable that it is read of; a variable alone where all of it is read. */
    static List<String> of(CelAbstractSyntaxTree tree, Set<String> variables) {
        FieldPaths paths = new FieldPaths(tree, variables);
        paths.read.addAll(paths.origins(tree.getExpr()));
        return List.copyOf(paths.read);
    }

    /** The fields that the value may have come from as it is. */
    private Set<String> origins(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT -> variable(expression);
            case SELECT -> {
                if (tree.getReference(expression.id()).isPresent()) {
                    yield Set.of();
                }
                yield step(
                        origins(expression.select().operand()),
                        expression.select().field());
            }
            case CALL -> call(expression.call());
            case LIST -> all(expression.list().elements().stream());
            case MAP ->
                all(expression.map().entries().stream().flatMap(entry -> Stream.of(entry.key(), entry.value())));
            case STRUCT -> {
                expression.struct().entries().forEach(entry -> read.addAll(origins(entry.value())));
                yield Set.of();
            }
            case COMPREHENSION -> comprehension(expression.comprehension());
            case CONSTANT, NOT_SET -> Set.of();
        };
    }

    private Set<String> all(Stream<CelExpr> expressions) {
        return expressions.flatMap(each -> origins(each).stream()).collect(Collectors.toSet());
    }

    private Set<String> variable(CelExpr expression) {
        String name = expression.ident().name();
        Set<String> inner = bound.get(name);
        if (inner != null) {
            return inner;
        }
        boolean itself = tree.getReference(expression.id())
                .map(CelReference::name)
                .filter(name::equals)
                .isPresent();
        return itself && variables.contains(name) ? Set.of(name) : Set.of();
    }

    private static Set<String> step(Set<String> origins, String field) {
        return origins.stream().map(origin -> origin + "." + field).collect(Collectors.toSet());
    }

    private Set<String> call(CelCall call) {
        if (call.function().equals("_?._")) {
            return step(
                    origins(call.args().get(0)), call.args().get(1).constant().stringValue());
        }
        switch (call.function()) {
            case "_?_:_" -> {
                read.addAll(origins(call.args().get(0)));
                return all(call.args().stream().skip(1));
            }
            case SortBy.FUNCTION, "_[_]", "_[?_]" -> {
                read.addAll(origins(call.args().get(1)));
                return origins(call.args().get(0));
            }
            default -> {
                return function(call);
            }
        }
    }

    private Set<String> function(CelCall call) {
        Set<String> into = all(Stream.concat(call.target().stream(), call.args().stream()));
        if (!PASSING.contains(call.function())) {
            read.addAll(into);
        }
        return into;
    }

    private Set<String> comprehension(CelComprehension loop) {
        Map<String, Set<String>> outer = new HashMap<>(bound);
        Set<String> range = origins(loop.iterRange());
        Set<String> result = new TreeSet<>(origins(loop.accuInit()));
        bound.put(loop.iterVar(), range);
        bound.put(loop.iterVar2(), range);
        bound.put(loop.accuVar(), result);
        read.addAll(origins(loop.loopCondition()));
        // What a step adds to the result, the next may read.
        result.addAll(origins(loop.loopStep()));
        bound.put(loop.accuVar(), Set.copyOf(result));
        result.addAll(origins(loop.loopStep()));
        bound.put(loop.accuVar(), Set.copyOf(result));
        Set<String> value = origins(loop.result());
        bound.clear();
        bound.putAll(outer);
        return value;
    }
}
