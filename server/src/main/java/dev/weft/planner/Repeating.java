package dev.weft.planner;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Literal;
import dev.weft.expression.ExpressionException;
import dev.weft.expression.ExpressionParser;
import dev.weft.planner.Computations.Purpose;
import dev.weft.schema.Spot;
import dev.weft.v1.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads for each element of which list calls are made. For one page. */
final class Repeating {
    private final Fitting fitting;
    private final Lists lists;
    private final Findings findings;

    Repeating(Fitting fitting, Lists lists, Findings findings) {
        this.fitting = fitting;
        this.lists = lists;
        this.findings = findings;
    }

    /** Reports what is wrong with {@code call} whatever its list is, and warns where one call would do. */
    static void check(Call call, Optional<MethodDescriptor> method, Spot spot, Findings findings) {
        Spot width = spot.in("max_parallel", Call.MAX_PARALLEL_FIELD_NUMBER);
        if (call.hasMaxParallel() && call.getForEach().isEmpty()) {
            findings.error(
                    width,
                    "max_parallel without for_each (expected: a list for each of whose elements the call is made)");
        } else if (call.hasMaxParallel() && call.getMaxParallel() <= 0) {
            findings.error(width, call.getMaxParallel() + " calls at once (expected: at least 1)");
        }
        if (!call.getForEach().isEmpty()) {
            method.flatMap(Repeating::batch)
                    .ifPresent(batch -> findings.warning(
                            spot.in("for_each", Call.FOR_EACH_FIELD_NUMBER),
                            Methods.name(method.orElseThrow()) + " is called for each element, and there is "
                                    + batch.getName()
                                    + ", which takes many (expected: one call of " + Methods.name(batch)
                                    + ", and an index of its response)"));
        }
    }

    /** The method that does the same for many (AIP-231): of GetBook it is BatchGetBooks. */
    private static Optional<MethodDescriptor> batch(MethodDescriptor method) {
        String name = "Batch" + method.getName();
        return method.getService().getMethods().stream()
                .filter(it -> it.getName().equals(name) || isPlural(it.getName(), name))
                .findFirst();
    }

    private static boolean isPlural(String plural, String name) {
        return plural.equals(name + "s")
                || plural.equals(name + "es")
                || (name.endsWith("y") && plural.equals(name.substring(0, name.length() - 1) + "ies"));
    }

    /** The list of each of the calls; empty for one that has none, or none that could be read, which is reported. */
    List<Optional<Filled>> resolve(List<DeclaredCall> calls, Scope page) {
        List<Optional<Filled>> all = new ArrayList<>();
        for (DeclaredCall call : calls) {
            String text = call.declaration().getForEach();
            Spot spot = call.spot().in("for_each", Call.FOR_EACH_FIELD_NUMBER);
            all.add(text.isEmpty() ? Optional.empty() : resolve(call, text, page.to(Purpose.CALL), spot));
        }
        return all;
    }

    private Optional<Filled> resolve(DeclaredCall call, String text, Scope page, Spot spot) {
        try {
            Expression expression = ExpressionParser.parse(text, 0);
            Optional<Source> source = expression instanceof Literal
                    ? Optional.empty()
                    : fitting.source(expression, call.name() + ".for_each", page, spot);
            if (expression instanceof Literal literal) {
                findings.error(spot, text + " is " + literal.kind() + " (expected: a list)");
            }
            return source.filter(it -> isList(it, text, spot)).map(it -> list(call, it, text, spot));
        } catch (ExpressionException e) {
            findings.error(spot.at(e.offset()), e.text(text));
            return Optional.empty();
        }
    }

    private boolean isList(Source source, String text, Spot spot) {
        Optional<FieldDescriptor> field = source.field();
        boolean isList = field.filter(it -> it.isRepeated() && !it.isMapField() && !Fields.isDelimited(it))
                .isPresent();
        if (!isList) {
            String type =
                    field.map(Types::describe).orElseGet(() -> source.root().getFullName());
            findings.error(spot, text + " is " + type + " (expected: a list)");
        }
        return isList;
    }

    private Filled list(DeclaredCall call, Source source, String text, Spot spot) {
        lists.add(call.index(), source);
        FieldDescriptor field = source.field().orElseThrow();
        Optional<Projected> element =
                Types.isMessage(field) ? Optional.of(Projected.identity(field.getMessageType())) : Optional.empty();
        return new Filled(
                Wrapped.elements("each", field), new Value.Read(source, Optional.empty(), element), text, spot);
    }
}
