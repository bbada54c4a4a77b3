package dev.weft.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelMacroExprFactory;
import java.util.Optional;

/** Rewrites {@code list.sort_by(x, key)}: the list is bound to a name, and sorted by the list of its keys. */
final class SortBy {
    /** No expression can name it. */
    static final String FUNCTION = "@sort_by";

    private static final String LIST = "@sorted";
    private static final String UNUSED = "@unused";

    private SortBy() {}

    static Optional<CelExpr> expand(CelMacroExprFactory make, CelExpr list, ImmutableList<CelExpr> arguments) {
        CelExpr element = arguments.get(0);
        if (element.getKind() != CelExpr.ExprKind.Kind.IDENT) {
            return Optional.of(make.reportError("sort_by needs a name for the elements: list.sort_by(x, x.field)"));
        }
        String keys = make.getAccumulatorVarName();
        CelExpr step = make.newGlobalCall("_+_", make.newIdentifier(keys), make.newList(arguments.get(1)));
        CelExpr mapped = make.fold(
                element.ident().name(),
                make.newIdentifier(LIST),
                keys,
                make.newList(),
                make.newBoolLiteral(true),
                step,
                make.newIdentifier(keys));
        return Optional.of(make.fold(
                UNUSED,
                make.newList(),
                LIST,
                list,
                make.newBoolLiteral(false),
                make.newIdentifier(LIST),
                make.newGlobalCall(FUNCTION, make.newIdentifier(LIST), mapped)));
    }
}
