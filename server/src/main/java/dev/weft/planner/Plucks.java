package dev.weft.planner;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.expression.Expression.Mapped;
import dev.weft.expression.Expression.Path;
import dev.weft.expression.Plucking;
import dev.weft.planner.Formulas.Compiled;
import dev.weft.schema.Spot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lowers {@code list.map(x, x.path)} to copying bytes, where that gives what CEL would. */
final class Plucks {
    private Plucks() {}

    /** The same as compiled; empty when it has to be evaluated, or is wrong: CEL says how. */
    static Optional<Compiled> compile(Mapped mapped, @Nullable FieldDescriptor target, Scope scope, Spot spot) {
        Findings unheard = new Findings();
        Optional<Source> list = scope.resolve(mapped.list(), spot, unheard)
                .filter(source -> source.field().filter(Plucks::isList).isPresent());
        Optional<List<FieldDescriptor>> leaf = list.flatMap(source -> leaf(mapped, source, spot, unheard));
        return leaf.flatMap(fields -> compile(mapped, list.orElseThrow(), fields))
                .filter(compiled ->
                        target == null || Fitting.fits(compiled.formula().value(), target));
    }

    private static boolean isList(FieldDescriptor field) {
        return field.isRepeated() && !field.isMapField() && field.getType() == FieldDescriptor.Type.MESSAGE;
    }

    private static Optional<List<FieldDescriptor>> leaf(Mapped mapped, Source list, Spot spot, Findings unheard) {
        Source element = new Source(list.origin(), list.field().orElseThrow().getMessageType(), List.of());
        Path path = new Path(mapped.variable(), mapped.offset(), mapped.steps(), Optional.empty(), mapped.text());
        return Scope.follow(path, 0, element, spot, unheard)
                .map(Source::path)
                .filter(fields -> isEmptyByDefault(fields.get(fields.size() - 1)));
    }

    /** Where an element does not have the field, nothing is put there for it. */
    private static boolean isEmptyByDefault(FieldDescriptor field) {
        if (field.isRepeated() || field.hasDefaultValue()) {
            return false;
        }
        return field.getType() != FieldDescriptor.Type.ENUM
                || field.getEnumType().getValues().get(0).getNumber() == 0;
    }

    private static Optional<Compiled> compile(Mapped mapped, Source list, List<FieldDescriptor> leaf) {
        FieldDescriptor wanted = leaf.get(leaf.size() - 1);
        // Of these CEL makes something else: a number, a time, the value itself.
        if (Types.isMessage(wanted) && Types.isWellKnown(wanted.getMessageType())) {
            return Optional.empty();
        }
        FieldDescriptor one = Wrapped.element("value", wanted);
        Plucking plucking = new Plucking(
                mapped.text(),
                list.root(),
                list.path(),
                leaf,
                Wrapped.messages("elements", one.getContainingType()),
                Wrapped.elements("values", wanted));
        return Optional.of(new Compiled(plucking, List.of(list.origin())));
    }
}
