package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.planner.Source.Origin;
import dev.weft.schema.Options;
import dev.weft.schema.Spot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes messages from messages, field by field. For one page. */
final class Projecting {
    private final Fitting fitting;
    private final Findings findings;
    private final Composing composing;
    private final Map<Pair, Projected> known = new LinkedHashMap<>();

    private record Pair(Descriptor source, Descriptor target, Hand hand) {}

    Projecting(Fitting fitting, Findings findings) {
        this.fitting = fitting;
        this.findings = findings;
        this.composing = new Composing(fitting, findings);
    }

    /** Every projection of the page. */
    Collection<Projected> all() {
        return known.values();
    }

    /**
     * How a message of type {@code source} becomes one of type {@code target}. What does not fit is reported.
     *
     * @param purpose what it is needed for, for people: {@code GetHomeResponse.offers = offers.offers}
     */
    Projected project(Descriptor source, Descriptor target, Scope scope, String purpose) {
        Pair pair = new Pair(source, target, scope.hand());
        Projected there = known.get(pair);
        if (there != null) {
            return there;
        }
        boolean identity = Types.isWellKnown(target) && source.getFullName().equals(target.getFullName());
        Projected projected = identity ? Projected.identity(target) : Projected.of(source, target, scope.hand());
        known.put(pair, projected);
        if (!identity) {
            Scope inner = scope.within(source);
            for (FieldDescriptor field : target.getFields()) {
                fill(field, source, inner, purpose, target).ifPresent(projected.fields()::add);
            }
            Oneofs.check(projected.fields(), findings);
        }
        return projected;
    }

    private Optional<Filled> fill(
            FieldDescriptor field, Descriptor source, Scope scope, String purpose, Descriptor target) {
        Optional<String> value = Options.value(field);
        FieldDescriptor same = source.findFieldByName(field.getName());
        boolean kept = value.isEmpty() && same != null && same.isRequired();
        if (field.isRequired() && !kept) {
            findings.error(Spot.of(field), Fields.unkept(field));
        }
        if (Options.group(field)) {
            return composing.group(field, scope, List.of(target));
        }
        return value.isPresent()
                ? fitting.parse(field, value.get(), scope, Spot.value(field))
                : byName(field, source, scope, purpose);
    }

    private Optional<Filled> byName(FieldDescriptor field, Descriptor source, Scope scope, String purpose) {
        Spot spot = Spot.of(field);
        FieldDescriptor same = source.findFieldByName(field.getName());
        if (same == null) {
            findings.error(
                    spot,
                    "nothing fills " + Types.name(field) + ": " + source.getFullName() + " has no field "
                            + Fields.missing(source, field.getName()) + "; needed for " + purpose);
            return Optional.empty();
        }
        for (FieldDescriptor either : List.of(field, same)) {
            if (Fields.isDelimited(either)) {
                findings.error(spot, Fields.delimited(either));
                return Optional.empty();
            }
        }
        Source read = new Source(new Origin.This(), source, List.of(same));
        return fitting.fit(field, read, same.getFullName(), scope, spot)
                .map(it -> new Filled(field, it, "this." + field.getName(), spot));
    }
}
