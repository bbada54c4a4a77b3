package dev.weft.planner;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.plan.Need;
import dev.weft.planner.Source.Origin;
import dev.weft.wire.Constants;
import dev.weft.wire.Mapping;
import dev.weft.wire.Mapping.Defaults;
import dev.weft.wire.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lowers what fills one message into the parts of a template. */
final class TemplateParts {
    private final Slots slots;
    private final Mappings mappings;
    private final List<Need> needs = new ArrayList<>();

    TemplateParts(Slots slots, Mappings mappings) {
        this.slots = slots;
        this.mappings = mappings;
    }

    /** The answer: fields that are read of one message share a slot, so that it is walked once. */
    List<Part> answer(List<Filled> fields) {
        return parts(fields, false);
    }

    /** A call's request: what is read of another call has a slot of its own, and is needed. */
    List<Part> request(List<Filled> fields) {
        return parts(fields, true);
    }

    /** The slots that the call is not made without. */
    List<Need> needs() {
        return needs;
    }

    private List<Part> parts(List<Filled> fields, boolean request) {
        List<Part> parts = new ArrayList<>();
        Map<Origin, Mapping> shared = new HashMap<>();
        fields.stream()
                .sorted(Comparator.comparingInt(field -> field.field().getNumber()))
                .forEach(field -> add(field, request, shared, parts));
        return parts;
    }

    private void add(Filled filled, boolean request, Map<Origin, Mapping> shared, List<Part> parts) {
        FieldDescriptor field = filled.field();
        if (filled.value() instanceof Value.Constant constant) {
            parts.add(new Part.Constant(Constants.encode(field, constant.value())));
        } else if (filled.value() instanceof Value.Composed composed) {
            parts.add(new Part.Nested(field.getNumber(), parts(composed.fields(), request)));
        } else if (filled.value() instanceof Value.Read read) {
            boolean ofCall = read.source().origin() instanceof Origin.Call;
            if ((request && ofCall) || read.otherwise().isPresent()) {
                parts.add(alone(filled, read, request && ofCall));
            } else {
                share(filled, read, shared, parts);
            }
        }
    }

    private Part alone(Filled filled, Value.Read read, boolean needed) {
        Part.Slot slot = mappings.slot(filled, read, needed ? Defaults.DROPPED : Defaults.AS_DECLARED);
        if (needed && read.otherwise().isEmpty()) {
            needs.add(new Need(slot.index(), filled.expression()));
        }
        return slot;
    }

    private void share(Filled filled, Value.Read read, Map<Origin, Mapping> shared, List<Part> parts) {
        Origin origin = read.source().origin();
        Mapping mapping = shared.get(origin);
        if (mapping == null) {
            mapping = new Mapping(read.source().root());
            shared.put(origin, mapping);
            parts.add(new Part.Slot(slots.add(origin, mapping), null));
        }
        mappings.read(mapping, filled.field(), read, Defaults.AS_DECLARED);
    }
}
