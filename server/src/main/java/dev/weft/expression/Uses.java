package dev.weft.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.weft.expression.Formula.Input;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Which variables a checked expression reads, and which of them it goes on without. */
final class Uses {
    private static final String OPTIONAL_SELECT = "_?._";
    private static final String OPTIONAL_INDEX = "_[?_]";

    private final Map<Variable, Boolean> optional = new LinkedHashMap<>();
    private final CelAbstractSyntaxTree tree;
    private final Map<String, Variable> variables;
    private final List<String> hidden = new ArrayList<>();

    private Uses(CelAbstractSyntaxTree tree, Map<String, Variable> variables) {
        this.tree = tree;
        this.variables = variables;
    }

    static Uses of(CelAbstractSyntaxTree tree, Collection<Variable> variables) {
        Map<String, Variable> byName =
                variables.stream().collect(Collectors.toMap(Variable::name, variable -> variable));
        Uses uses = new Uses(tree, byName);
        uses.visit(tree.getExpr(), false);
        return uses;
    }

    /** Every name in an expression that is not a field's; of a row also the field's: {@code row.price}. */
    static Set<String> names(CelExpr expression) {
        return CelNavigableExpr.fromExpr(expression)
                .allNodes()
                .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.IDENT)
                .filter(node -> !isBound(node))
                .map(Uses::name)
                .collect(Collectors.toSet());
    }

    /** Whether a macro gives the name its meaning: {@code items.filter(item, item.price > 1)}. */
    private static boolean isBound(CelNavigableExpr node) {
        String name = node.expr().ident().name();
        CelNavigableExpr inner = node;
        for (Optional<CelNavigableExpr> outer = node.parent(); outer.isPresent(); outer = inner.parent()) {
            CelExpr expression = outer.get().expr();
            if (expression.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION
                    && binds(expression.comprehension(), inner.id(), name)) {
                return true;
            }
            inner = outer.get();
        }
        return false;
    }

    private static boolean binds(CelComprehension loop, long part, String name) {
        return part != loop.iterRange().id()
                && part != loop.accuInit().id()
                && List.of(loop.iterVar(), loop.iterVar2(), loop.accuVar()).contains(name);
    }

    private static String name(CelNavigableExpr node) {
        String name = node.expr().ident().name();
        boolean row = name.equals("row");
        return node.parent()
                .map(CelNavigableExpr::expr)
                .filter(parent -> row && parent.getKind() == CelExpr.ExprKind.Kind.SELECT)
                .map(parent -> name + "." + parent.select().field())
                .orElse(name);
    }

    List<Input> inputs() {
        return optional.entrySet().stream()
                .map(use -> new Input(use.getKey(), use.getValue()))
                .toList();
    }

    /** Whether the whole is {@code ….orValue(…)}. */
    boolean hasOtherwise() {
        CelExpr root = tree.getExpr();
        return root.getKind() == CelExpr.ExprKind.Kind.CALL
                && root.call().target().isPresent()
                && root.call().function().equals("orValue");
    }

    /** The number of {@code .first(n)}, when the expression ends in that. */
    OptionalInt most() {
        CelExpr root = tree.getExpr();
        boolean first = root.getKind() == CelExpr.ExprKind.Kind.CALL
                && root.call().function().equals("first")
                && root.call().args().get(0).getKind() == CelExpr.ExprKind.Kind.CONSTANT;
        return first
                ? OptionalInt.of((int) Math.max(
                        0,
                        Math.min(
                                Integer.MAX_VALUE,
                                root.call().args().get(0).constant().int64Value())))
                : OptionalInt.empty();
    }

    /** Goes through what {@code expression} reads; {@code optionally} where the path that it begins leads to an optional step. */
    private void visit(CelExpr expression, boolean optionally) {
        switch (expression.getKind()) {
            case IDENT -> use(expression, expression.ident().name(), optionally);
            case SELECT -> {
                Optional<CelReference> meant = tree.getReference(expression.id());
                if (meant.isPresent()) {
                    use(expression, meant.get().name(), optionally);
                } else {
                    visit(
                            expression.select().operand(),
                            optionally && !expression.select().testOnly());
                }
            }
            case CALL -> call(expression.call());
            case LIST -> expression.list().elements().forEach(each -> visit(each, false));
            case STRUCT -> expression.struct().entries().forEach(each -> visit(each.value(), false));
            case MAP ->
                expression.map().entries().forEach(each -> {
                    visit(each.key(), false);
                    visit(each.value(), false);
                });
            case COMPREHENSION -> comprehension(expression.comprehension());
            case CONSTANT, NOT_SET -> {}
        }
    }

    private void use(CelExpr expression, String name, boolean optionally) {
        Optional<String> meant = tree.getReference(expression.id()).map(CelReference::name);
        Variable variable = variables.get(name);
        if (variable != null && meant.filter(name::equals).isPresent() && !hidden.contains(name)) {
            optional.merge(variable, optionally, Boolean::logicalAnd);
        }
    }

    private void call(CelCall call) {
        call.target().ifPresent(target -> visit(target, false));
        boolean step =
                call.function().equals(OPTIONAL_SELECT) || call.function().equals(OPTIONAL_INDEX);
        for (int i = 0; i < call.args().size(); i++) {
            visit(call.args().get(i), step && i == 0);
        }
    }

    private void comprehension(CelComprehension loop) {
        visit(loop.iterRange(), false);
        visit(loop.accuInit(), false);
        List<String> own = List.of(loop.iterVar(), loop.iterVar2(), loop.accuVar());
        hidden.addAll(own);
        visit(loop.loopCondition(), false);
        visit(loop.loopStep(), false);
        visit(loop.result(), false);
        own.forEach(hidden::remove);
    }
}
