package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.planner.Source.Origin;
import dev.weft.wire.Constants;
import dev.weft.wire.Mapping;
import dev.weft.wire.Mapping.Defaults;
import dev.weft.wire.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lowers projections into mappings: one for each, so that recursive ones come back to themselves. */
final class Mappings {
    private final Slots slots;
    private final Map<Projected, Mapping> known = new HashMap<>();

    Mappings(Slots slots) {
        this.slots = slots;
    }

    /** A slot for one field, with the encoded field to write when it is empty. */
    Part.Slot slot(Filled filled, Value.Read read, Defaults defaults) {
        Mapping mapping = new Mapping(read.source().root());
        int slot = slots.add(read.source().origin(), mapping);
        read(mapping, filled.field(), read, defaults);
        return new Part.Slot(
                slot,
                read.otherwise()
                        .map(value -> Constants.encode(filled.field(), value))
                        .orElse(null));
    }

    /** Lets {@code mapping} fill {@code field} with what is read of its source. */
    void read(Mapping mapping, FieldDescriptor field, Value.Read read, Defaults defaults) {
        if (read.element().isPresent()) {
            mapping.project(read.source().path(), field, element(read.element().get()), defaults);
        } else {
            mapping.copy(read.source().path(), field, defaults);
        }
    }

    private Mapping element(Projected projected) {
        Mapping there = known.get(projected);
        if (there != null) {
            return there;
        }
        Mapping mapping = projected.identity() ? Mapping.identity(projected.target()) : new Mapping(projected.source());
        known.put(projected, mapping);
        projected.fields().forEach(field -> add(mapping, field, projected.source()));
        return mapping;
    }

    private void add(Mapping mapping, Filled filled, Descriptor source) {
        FieldDescriptor field = filled.field();
        if (filled.value() instanceof Value.Constant constant) {
            mapping.constant(Constants.encode(field, constant.value()));
        } else if (filled.value() instanceof Value.Composed composed) {
            Mapping inner = new Mapping(source);
            composed.fields().forEach(it -> add(inner, it, source));
            mapping.project(List.of(), field, inner, Defaults.DROPPED);
        } else if (filled.value() instanceof Value.Read read) {
            if (read.source().origin() instanceof Origin.This) {
                read.otherwise().ifPresent(value -> mapping.constant(Constants.encode(field, value)));
                read(mapping, field, read, Defaults.AS_DECLARED);
            } else {
                mapping.insert(slot(filled, read, Defaults.AS_DECLARED));
            }
        }
    }
}
