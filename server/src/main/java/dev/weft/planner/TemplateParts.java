package dev.weft.planner;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.plan.Need;
import dev.weft.plan.Requirement;
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
    private final Inputs inputs;
    private final Slots slots;
    private final Mappings mappings;
    private final Computations computations;
    private final List<Need> needs = new ArrayList<>();
    private final List<Requirement> requirements = new ArrayList<>();

    TemplateParts(Inputs inputs, Mappings mappings, Computations computations) {
        this.inputs = inputs;
        this.slots = inputs.slots();
        this.mappings = mappings;
        this.computations = computations;
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

    /** The nodes that the call is not made without. */
    List<Requirement> requirements() {
        return requirements;
    }

    /** The nodes without which what is read here, and not in the messages that it is made of, has no value. */
    static List<Requirement> requirements(Filled filled, Nodes nodes) {
        boolean reads = filled.value() instanceof Value.Read read
                && read.otherwise().isEmpty()
                && nodes.of(read.source().origin()) >= 0;
        return reads
                ? List.of(new Requirement(
                        nodes.of(((Value.Read) filled.value()).source().origin()), filled.expression(), true))
                : List.of();
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
            if (request && isWorkedOut(read)) {
                require(filled, read);
            }
            boolean needed = request && isNeeded(read);
            if (needed || read.otherwise().isPresent()) {
                parts.add(alone(filled, read, needed));
            } else {
                share(filled, read, shared, parts);
            }
        }
    }

    private boolean isWorkedOut(Value.Read read) {
        return computations.find(read.source().origin()).isPresent();
    }

    private void require(Filled filled, Value.Read read) {
        Origin origin = read.source().origin();
        boolean value = computations.readsCall(origin) && read.otherwise().isEmpty();
        requirements.add(new Requirement(inputs.nodes().of(origin), filled.expression(), value));
    }

    /** Whether the call is not made when what is read is empty. Of what is worked out, {@code false} is not. */
    private boolean isNeeded(Value.Read read) {
        Origin origin = read.source().origin();
        boolean itself = read.source().path().size() == 1;
        boolean settled = computations
                .find(origin)
                .map(Computations.Entry::formula)
                .filter(formula -> itself)
                .filter(formula -> formula.hasOtherwise() || formula.value().getType() == FieldDescriptor.Type.BOOL)
                .isPresent();
        return computations.readsCall(origin) && !settled;
    }

    private Part alone(Filled filled, Value.Read read, boolean needed) {
        boolean wanting = needed && read.otherwise().isEmpty();
        Part.Slot slot = mappings.slot(filled, read, wanting ? Defaults.DROPPED : Defaults.AS_DECLARED);
        if (wanting) {
            int node = inputs.nodes().of(read.source().origin());
            needs.add(new Need(slot.index(), node, filled.expression()));
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
        mappings.checkWhole(read);
        mappings.read(mapping, filled.field(), read, Defaults.AS_DECLARED);
    }
}
