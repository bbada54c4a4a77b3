package dev.weft.planner;

import dev.weft.planner.Source.Origin;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Goes through all that fields read, into what their messages are composed of and projected by. */
final class Reads {
    private final BiConsumer<Origin, Filled> visitor;
    private final Set<Projected> seen = new HashSet<>();

    private Reads(BiConsumer<Origin, Filled> visitor) {
        this.visitor = visitor;
    }

    /** Shows the visitor each call, row and formula that is read, with the field that reads it, at any depth. */
    static void visit(List<Filled> fields, BiConsumer<Origin, Filled> visitor) {
        new Reads(visitor).visit(fields);
    }

    private void visit(List<Filled> fields) {
        fields.forEach(this::visit);
    }

    private void visit(Filled field) {
        if (field.value() instanceof Value.Composed composed) {
            visit(composed.fields());
        } else if (field.value() instanceof Value.Read read) {
            show(read.source().origin(), field);
            visit(read);
        } else if (field.value() instanceof Value.Derived derived) {
            derived.inputs().forEach(origin -> show(origin, field));
            visit(derived.result());
        }
    }

    private void visit(Value.Read read) {
        read.element().filter(seen::add).ifPresent(element -> visit(element.fields()));
    }

    private void show(Origin origin, Filled field) {
        if (origin instanceof Origin.Call
                || origin instanceof Origin.Computed
                || origin instanceof Origin.Row
                || origin instanceof Origin.Worked) {
            visitor.accept(origin, field);
        }
    }
}
