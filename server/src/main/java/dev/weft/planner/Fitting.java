package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Literal;
import dev.weft.expression.Expression.Path;
import dev.weft.expression.Expression.Step;
import dev.weft.expression.ExpressionException;
import dev.weft.expression.ExpressionParser;
import dev.weft.expression.Formula;
import dev.weft.planner.Computations.Entry;
import dev.weft.planner.Formulas.Compiled;
import dev.weft.planner.Source.Origin;
import dev.weft.schema.Spot;
import dev.weft.wire.Conversion;
import java.util.List;
import java.util.Optional;

/** Decides what fits what: expressions into fields. */
final class Fitting {
    private final Projecting projecting;
    private final Formulas formulas;
    private final Computations computations;
    private final Findings findings;

    Fitting(Formulas formulas, Computations computations, Findings findings) {
        this.formulas = formulas;
        this.computations = computations;
        this.findings = findings;
        this.projecting = new Projecting(this, findings);
    }

    Projecting projecting() {
        return projecting;
    }

    /** Reads the expression at {@code spot} and fits it into {@code target}; empty when it does not, which is reported. */
    Optional<Filled> parse(FieldDescriptor target, String text, Scope scope, Spot spot) {
        try {
            return fit(target, ExpressionParser.parse(text, 0), scope, spot);
        } catch (ExpressionException e) {
            findings.error(spot.at(e.offset()), e.text(text));
            return Optional.empty();
        }
    }

    /** Fits the expression, which is written at {@code spot}, into {@code target}; empty when it does not, which is reported. */
    Optional<Filled> fit(FieldDescriptor target, Expression expression, Scope scope, Spot spot) {
        if (Fields.isDelimited(target)) {
            findings.error(spot.at(expression.offset()), Fields.delimited(target));
            return Optional.empty();
        }
        Optional<Value> value = value(target, expression, scope, spot);
        return value.map(it -> new Filled(target, it, expression.text(), spot.at(expression.offset())));
    }

    private Optional<Value> value(FieldDescriptor target, Expression expression, Scope scope, Spot spot) {
        if (expression instanceof Literal literal) {
            return constant(target, literal, spot.at(literal.offset())).map(Value.Constant::new);
        }
        if (expression instanceof Path path && !formulas.isConstant(path, scope)) {
            Optional<Literal> literal = scope.literal(path);
            return literal.isPresent()
                    ? constant(target, literal.get(), spot.at(path.offset())).map(Value.Constant::new)
                    : read(target, path, scope, spot);
        }
        return computed(target, expression, scope, spot);
    }

    private Optional<Value> computed(FieldDescriptor target, Expression expression, Scope scope, Spot spot) {
        Optional<Compiled> compiled = formulas.compile(expression, target, scope, spot);
        if (compiled.isEmpty()) {
            return Optional.empty();
        }
        Formula formula = compiled.get().formula();
        Spot here = spot.at(expression.offset());
        String name = scope.nameOf(target);
        if (compiled.get().isOwn() && scope.hand().call().isPresent()) {
            Source source = computations.add(
                    scope.hand().call().getAsInt(),
                    new Entry(name, formula, compiled.get().inputs(), scope.purpose(), false));
            return fit(target, source, expression.text(), scope, here).map(Value.class::cast);
        }
        if (compiled.get().isOwn()) {
            Source result =
                    new Source(new Origin.Result(), formula.value().getContainingType(), List.of(formula.value()));
            return fit(target, result, expression.text(), scope, here)
                    .map(read -> new Value.Derived(name, formula, compiled.get().inputs(), read));
        }
        Source source = computations.add(new Entry(name, formula, compiled.get().inputs(), scope.purpose(), false));
        return fit(target, source, expression.text(), scope, here).map(Value.class::cast);
    }

    /** Where the value of an expression is read that fills no field; empty when it has none that can be, which is reported. */
    Optional<Source> source(Expression expression, String name, Scope scope, Spot spot) {
        return expression instanceof Path path && path.otherwise().isEmpty()
                ? scope.literal(path)
                        .map(literal -> literal(literal, spot))
                        .orElseGet(() -> scope.resolve(path, spot, findings))
                : formulas.compile(expression, null, scope, spot)
                        .map(it ->
                                computations.add(new Entry(name, it.formula(), it.inputs(), scope.purpose(), false)));
    }

    private Optional<Source> literal(Literal literal, Spot spot) {
        findings.error(spot, literal.text() + " is " + literal.kind() + " (expected: a list)");
        return Optional.empty();
    }

    private Optional<Object> constant(FieldDescriptor target, Literal literal, Spot spot) {
        Optional<Object> value = target.isRepeated() ? Optional.empty() : Literals.fit(literal, target);
        if (value.isEmpty()) {
            findings.error(
                    spot,
                    literal.text() + " is " + literal.kind() + " that does not fit " + Types.name(target)
                            + " (expected: " + expectedLiteral(target) + ")");
        }
        return value;
    }

    private static String expectedLiteral(FieldDescriptor target) {
        return target.getType() == FieldDescriptor.Type.ENUM && !target.isRepeated()
                ? "a number that " + Types.single(target) + " declares"
                : Types.describe(target);
    }

    private Optional<Value> read(FieldDescriptor target, Path path, Scope scope, Spot spot) {
        Optional<Source> source = scope.resolve(path, spot, findings);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        if (isWorkedOut(source.get(), target)) {
            return computed(target, path, scope, spot);
        }
        Optional<Literal> literal = scope.otherwise(path);
        Optional<Object> otherwise = literal.flatMap(it -> constant(target, it, otherwiseSpot(path, it, spot)));
        if (literal.isPresent() && otherwise.isEmpty()) {
            return Optional.empty();
        }
        int last = path.steps().isEmpty() ? path.offset() : lastStep(path).offset();
        return fit(target, source.get(), path.prefix(path.steps().size()), scope, spot.at(last))
                .map(read -> new Value.Read(read.source(), otherwise, read.element()));
    }

    /** In the path itself, or in the let that it names. */
    private static Spot otherwiseSpot(Path path, Literal literal, Spot spot) {
        return spot.at(path.otherwise().isPresent() ? literal.offset() : path.offset());
    }

    /** Whether it is a number that a formula came to, for a field of a narrower type: its range is checked when it is there. */
    private static boolean isWorkedOut(Source source, FieldDescriptor target) {
        return (source.origin() instanceof Origin.Computed || source.origin() instanceof Origin.Worked)
                && source.path().size() == 1
                && !fits(source.path().get(0), target)
                && isSameShape(source.path().get(0), target)
                && !Types.isMessage(target);
    }

    private static Step lastStep(Path path) {
        return path.steps().get(path.steps().size() - 1);
    }

    /** Fits what {@code source} reads into {@code target}; empty when it does not, which is reported at {@code spot}. */
    Optional<Value.Read> fit(FieldDescriptor target, Source source, String text, Scope scope, Spot spot) {
        Optional<FieldDescriptor> field = source.field();
        boolean fits = field.map(it -> fits(it, target)).orElseGet(() -> Types.isSingularMessage(target));
        boolean exactly = scope.purpose().insteadOf().isPresent();
        if (!fits || (exactly && !isOfType(source, target))) {
            findings.error(spot, misfit(target, source, text));
            return Optional.empty();
        }
        if (!Types.isMessage(valueOf(target))) {
            return Optional.of(new Value.Read(source, Optional.empty(), Optional.empty()));
        }
        Descriptor from = field.map(it -> valueOf(it).getMessageType()).orElse(source.root());
        Descriptor to = valueOf(target).getMessageType();
        if (exactly) {
            return asItIs(source, to, spot);
        }
        Projected element = projecting.project(from, to, scope.below(source), Types.name(target) + " = " + text);
        return Optional.of(new Value.Read(source, Optional.empty(), Optional.of(element)));
    }

    /** A response is taken over: if its type is another page's, what fills that is not said here. */
    private Optional<Value.Read> asItIs(Source source, Descriptor type, Spot spot) {
        Optional<FieldDescriptor> group = Fields.delimitedIn(type);
        if (group.isPresent()) {
            findings.error(spot, Fields.delimited(group.get()));
            return Optional.empty();
        }
        return Optional.of(new Value.Read(source, Optional.empty(), Optional.of(Projected.identity(type))));
    }

    /** Whether a message is of the very type that is wanted: a response is not made of another message field by field. */
    private static boolean isOfType(Source source, FieldDescriptor target) {
        Descriptor type = source.field().map(FieldDescriptor::getMessageType).orElse(source.root());
        return type.getFullName().equals(target.getMessageType().getFullName());
    }

    /** Whether what stands in one field can be copied into the other. */
    static boolean fits(FieldDescriptor source, FieldDescriptor target) {
        boolean keys = !target.isMapField()
                || !source.isMapField()
                || Conversion.between(Types.key(source), Types.key(target)) != null;
        return isSameShape(source, target) && keys && converts(valueOf(source), valueOf(target));
    }

    private static boolean converts(FieldDescriptor source, FieldDescriptor target) {
        if (Types.isMessage(source) || Types.isMessage(target)) {
            return Types.isMessage(source) && Types.isMessage(target);
        }
        return Conversion.between(source, target) != null;
    }

    /** The field itself, or the value of a map. */
    private static FieldDescriptor valueOf(FieldDescriptor field) {
        return field.isMapField() ? Types.value(field) : field;
    }

    private static String misfit(FieldDescriptor target, Source source, String text) {
        String found = source.field()
                .map(Types::describe)
                .orElseGet(() -> source.root().getFullName());
        String expected = source.field()
                .filter(field -> isSameShape(field, target) && !target.isMapField() && !Types.isMessage(target))
                .map(field -> (target.isRepeated() ? "a list of " : "") + Types.fitting(field, target))
                .orElseGet(() -> Types.describe(target));
        return text + " is " + found + ", which does not fit " + Types.name(target) + " (expected: " + expected + ")";
    }

    private static boolean isSameShape(FieldDescriptor source, FieldDescriptor target) {
        return source.isMapField() == target.isMapField() && source.isRepeated() == target.isRepeated();
    }
}
