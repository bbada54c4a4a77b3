package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.planner.Source.Origin;
import dev.weft.wire.Constants;
import dev.weft.wire.Mapping;
import dev.weft.wire.Mapping.Defaults;
import dev.weft.wire.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lowers projections into mappings: one for each, so that recursive ones come back to themselves. */
final class Mappings {
    private final Inputs inputs;
    private final Slots slots;
    private final Map<Projected, Mapping> known = new HashMap<>();

    Mappings(Inputs inputs) {
        this.inputs = inputs;
        this.slots = inputs.slots();
    }

    /** A slot for one field, with the encoded field to write when it is empty. */
    Part.Slot slot(Filled filled, Value.Read read, Defaults defaults) {
        Mapping mapping = new Mapping(read.source().root());
        int slot = slots.add(read.source().origin(), mapping);
        checkWhole(read);
        read(mapping, filled.field(), read, defaults);
        return new Part.Slot(
                slot,
                read.otherwise()
                        .map(value -> Constants.encode(filled.field(), value))
                        .orElse(null));
    }

    /**
     * Sees to it that the whole message is checked when it lands, where something is worked out of messages inside of it: what is not
     * copied is read then too.
     */
    void checkWhole(Value.Read read) {
        Origin origin = read.source().origin();
        boolean lands =
                origin instanceof Origin.Call || origin instanceof Origin.Row || origin instanceof Origin.Request;
        if (lands && read.element().filter(it -> derives(it, new HashSet<>())).isPresent()) {
            slots.message(origin, read.source().root());
        }
    }

    private static boolean derives(Projected projected, Set<Projected> seen) {
        return seen.add(projected) && projected.fields().stream().anyMatch(field -> derives(field, seen));
    }

    private static boolean derives(Filled field, Set<Projected> seen) {
        if (field.value() instanceof Value.Composed composed) {
            return composed.fields().stream().anyMatch(inner -> derives(inner, seen));
        }
        return field.value() instanceof Value.Derived
                || (field.value() instanceof Value.Read read
                        && read.element().filter(it -> derives(it, seen)).isPresent());
    }

    /** Lets {@code mapping} fill {@code field} with what is read of its source. */
    void read(Mapping mapping, FieldDescriptor field, Value.Read read, Defaults defaults) {
        if (read.element().isPresent()) {
            mapping.project(read.source().path(), field, element(read.element().get()), defaults);
        } else {
            // What stands in for a value that is not there does not stand in for one that is zero.
            boolean replaced = read.otherwise().isPresent() && defaults == Defaults.AS_DECLARED;
            mapping.copy(read.source().path(), field, replaced ? Defaults.AS_SENT : defaults);
        }
    }

    private Mapping element(Projected projected) {
        Mapping there = known.get(projected);
        if (there != null) {
            return there;
        }
        Mapping mapping = projected.identity() ? Mapping.identity(projected.target()) : new Mapping(projected.source());
        if (projected.list().isPresent()) {
            // Of its own for each field that the list fills, and so what leads to it: whoever writes the page counts
            // its elements.
            inputs.enter(mapping, projected.source(), projected.list().getAsInt());
        } else {
            known.put(projected, mapping);
        }
        addAll(mapping, projected.fields(), projected.source());
        if (leadsToList(projected, new HashSet<>())) {
            known.remove(projected);
        }
        return mapping;
    }

    private static boolean leadsToList(Projected projected, Set<Projected> seen) {
        return projected.list().isPresent()
                || (seen.add(projected) && projected.fields().stream().anyMatch(field -> leadsToList(field, seen)));
    }

    private static boolean leadsToList(Filled field, Set<Projected> seen) {
        if (field.value() instanceof Value.Composed composed) {
            return composed.fields().stream().anyMatch(inner -> leadsToList(inner, seen));
        }
        return field.value() instanceof Value.Read read
                && read.element().filter(it -> leadsToList(it, seen)).isPresent();
    }

    private void addAll(Mapping mapping, List<Filled> fields, Descriptor source) {
        fields.forEach(field -> add(mapping, field, source));
        List<Value.Derived> derived = new ArrayList<>();
        List<Mapping> results = new ArrayList<>();
        for (Filled field : fields) {
            if (field.value() instanceof Value.Derived value) {
                Mapping result = new Mapping(value.result().source().root());
                read(result, field.field(), value.result(), Defaults.AS_DECLARED);
                derived.add(value);
                results.add(result);
            }
        }
        if (!derived.isEmpty()) {
            inputs.derive(mapping, source, derived, results);
        }
    }

    private void add(Mapping mapping, Filled filled, Descriptor source) {
        FieldDescriptor field = filled.field();
        if (filled.value() instanceof Value.Constant constant) {
            mapping.constant(Constants.encode(field, constant.value()));
        } else if (filled.value() instanceof Value.Composed composed) {
            Mapping inner = new Mapping(source);
            addAll(inner, composed.fields(), source);
            mapping.project(List.of(), field, inner, Defaults.DROPPED);
        } else if (filled.value() instanceof Value.Read read) {
            if (read.source().origin() instanceof Origin.This) {
                read.otherwise().ifPresent(value -> mapping.constant(Constants.encode(field, value)));
                read(mapping, field, read, Defaults.AS_DECLARED);
            } else if (read.source().origin() instanceof Origin.Row) {
                inputs.beside(mapping, source, slot(filled, read, Defaults.AS_DECLARED));
            } else {
                mapping.insert(slot(filled, read, Defaults.AS_DECLARED));
            }
        }
    }
}
