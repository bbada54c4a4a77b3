package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.expression.Expression;
import dev.weft.schema.Options;
import dev.weft.schema.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Composes messages in place, each field from what it says itself or what the page's {@code fill} says of it. */
final class Composing {
    private final Fitting fitting;
    private final Findings findings;

    Composing(Fitting fitting, Findings findings) {
        this.fitting = fitting;
        this.findings = findings;
    }

    /** What fills a field that is a {@code group}; empty when that cannot be, which is reported. */
    Optional<Filled> group(FieldDescriptor field, Scope scope, List<Descriptor> within) {
        if (Options.value(field).isPresent()) {
            findings.error(Spot.group(field), Types.name(field) + " has both group and value (expected: one of them)");
            return Optional.empty();
        }
        if (!Types.isSingularMessage(field) || Fields.isDelimited(field)) {
            findings.error(
                    Spot.group(field),
                    Types.name(field) + " has group and is " + Types.describe(field)
                            + " (expected: a field that is one message)");
            return Optional.empty();
        }
        return composed(field, Assignments.none(Spot.group(field)), scope, within, Spot.group(field));
    }

    private Optional<Filled> composed(
            FieldDescriptor field, Assignments fills, Scope scope, List<Descriptor> within, Spot spot) {
        if (within.contains(field.getMessageType())) {
            findings.error(
                    spot,
                    Types.name(field) + " composes a " + field.getMessageType().getFullName()
                            + " in itself: it would never end (expected: a group that is not recursive)");
            return Optional.empty();
        }
        List<Descriptor> deeper = new ArrayList<>(within);
        deeper.add(field.getMessageType());
        List<Filled> fields = compose(field.getMessageType().getFields(), fills, scope.inside(field), deeper);
        return Optional.of(new Filled(field, new Value.Composed(fields), "", spot));
    }

    /**
     * What fills the fields; what nothing fills is reported.
     *
     * @param fills what the page says of them
     * @param within the types of the messages that are being composed
     */
    List<Filled> compose(List<FieldDescriptor> fields, Assignments fills, Scope scope, List<Descriptor> within) {
        List<Filled> filled = new ArrayList<>();
        for (FieldDescriptor field : fields) {
            fill(field, fills, scope, within).ifPresent(filled::add);
        }
        Oneofs.check(filled, findings);
        return filled;
    }

    private Optional<Filled> fill(FieldDescriptor field, Assignments fills, Scope scope, List<Descriptor> within) {
        if (field.isRequired()) {
            findings.error(Spot.of(field), Fields.unkept(field));
        }
        Optional<Assignments> said = fills.of(field);
        if (said.isPresent()) {
            Optional<Expression> expression = said.get().expression();
            return expression.isPresent()
                    ? fitting.fit(field, expression.get(), scope, said.get().spot())
                    : below(field, said.get(), scope, within);
        }
        if (Options.group(field)) {
            return group(field, scope, within);
        }
        Optional<String> value = Options.value(field);
        if (value.isEmpty()) {
            nothingFills(field, scope);
            return Optional.empty();
        }
        return fitting.parse(field, value.get(), scope, Spot.value(field));
    }

    private Optional<Filled> below(FieldDescriptor field, Assignments here, Scope scope, List<Descriptor> within) {
        Optional<String> value = Options.value(field);
        if (value.isPresent()) {
            findings.error(
                    here.spot(),
                    Types.name(field) + " is filled as a whole, by " + value.get()
                            + " (expected: a fill of the whole field, or of a " + "field in a group)");
            return Optional.empty();
        }
        return composed(field, here, scope, within, here.spot());
    }

    private void nothingFills(FieldDescriptor field, Scope scope) {
        List<String> close = scope.pathsTo(field.getName());
        String meant = close.isEmpty() ? "" : "; did you mean \"" + close.get(0) + "\"?";
        findings.error(
                Spot.of(field),
                "nothing fills " + Types.name(field) + " (expected: a value, a group, or a fill of the page" + meant
                        + ")");
    }
}
