package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.expression.Formula;
import dev.weft.expression.Plucking;
import dev.weft.expression.Variable;
import dev.weft.plan.Derived;
import dev.weft.plan.Input;
import dev.weft.planner.Indexes.Lookup;
import dev.weft.planner.Source.Origin;
import dev.weft.wire.Mapping;
import dev.weft.wire.Part;
import dev.weft.wire.Piece;
import dev.weft.wire.Projection;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Lowers what formulas read, and the formulas that are worked out as the answer is written. For one page. */
final class Inputs {
    private final Nodes nodes;
    private final Slots slots;
    private final Indexes indexes;
    private final IdentityHashMap<Plucking, Integer> pluckedSlots = new IdentityHashMap<>();
    private final List<Supplier<Derived>> derived = new ArrayList<>();

    private record Rule(Value.Derived value, Mapping mapping) {}

    Inputs(Nodes nodes, Slots slots, Indexes indexes) {
        this.nodes = nodes;
        this.slots = slots;
        this.indexes = indexes;
    }

    Nodes nodes() {
        return nodes;
    }

    Slots slots() {
        return slots;
    }

    /** Where the inputs of a formula come from: nowhere, of one that is not to be worked out. */
    List<Input> of(Formula formula, List<Origin> origins) {
        if (origins.isEmpty()) {
            return List.of();
        }
        if (formula instanceof Plucking plucking) {
            return List.of(plucked(plucking, origins.get(0)));
        }
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < origins.size(); i++) {
            inputs.add(input(formula.inputs().get(i).variable(), origins.get(i)));
        }
        return inputs;
    }

    private Input plucked(Plucking plucking, Origin origin) {
        return origin instanceof Origin.This
                ? new Input.PluckedThis(Projection.compile(plucking.read()))
                : new Input.Plucked(
                        pluckedSlots.computeIfAbsent(plucking, it -> slots.add(origin, it.read())),
                        nodes.of(origin),
                        origin.isOwn());
    }

    private Input input(Variable variable, Origin origin) {
        if (origin instanceof Origin.This) {
            return new Input.This();
        }
        if (origin instanceof Origin.Computed) {
            return new Input.Computed(nodes.of(origin));
        }
        if (origin instanceof Origin.Row) {
            return new Input.Row(slots.message(origin, variable.message()), nodes.of(origin), variable.message());
        }
        if (origin instanceof Origin.Each) {
            return new Input.Each(
                    slots.message(origin, variable.message()), variable.field().orElseThrow());
        }
        Optional<FieldDescriptor> field = variable.field();
        if (field.isEmpty()) {
            return new Input.Message(slots.message(origin, variable.message()), nodes.of(origin), variable.message());
        }
        return field.get().isMapField()
                ? index(indexes.get(variable.name()).orElseThrow())
                : new Input.Responses(slots.message(origin, variable.message()), nodes.of(origin), field.get());
    }

    private Input index(Lookup index) {
        Source list = index.list();
        return new Input.Index(
                slots.message(list.origin(), list.root()),
                nodes.of(list.origin()),
                list.root(),
                list.path(),
                index.key());
    }

    /** Lets {@code mapping}, of messages of type {@code source}, work out {@code fields} when the answer is written. */
    void derive(Mapping mapping, Descriptor source, List<Value.Derived> fields, List<Mapping> results) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            of(fields.get(i).formula(), fields.get(i).inputs());
            rules.add(new Rule(fields.get(i), results.get(i)));
        }
        add(
                mapping,
                () -> new Derived(
                        source,
                        OptionalInt.empty(),
                        rules.stream().map(this::field).toList()));
    }

    /** Lets {@code mapping}, of elements of that list, say that it has come to the next of them. */
    void enter(Mapping mapping, Descriptor source, int list) {
        add(mapping, () -> new Derived(source, OptionalInt.of(list), List.of()));
    }

    /** Lets {@code mapping} fill a field with what stands in {@code slot} for the element at hand. */
    void beside(Mapping mapping, Descriptor source, Part.Slot slot) {
        Derived.Field field = new Derived.Beside(
                slot.index(), Optional.ofNullable(slot.otherwise()).map(Piece::encoded));
        add(mapping, () -> new Derived(source, OptionalInt.empty(), List.of(field)));
    }

    private void add(Mapping mapping, Supplier<Derived> rules) {
        mapping.derive(derived.size());
        derived.add(rules);
    }

    /** All of them. To be asked when every mapping is complete. */
    List<Derived> derived() {
        return derived.stream().map(Supplier::get).toList();
    }

    private Derived.Field field(Rule rule) {
        return new Derived.Worked(
                rule.value().name(),
                rule.value().formula(),
                of(rule.value().formula(), rule.value().inputs()),
                Projection.compile(rule.mapping()));
    }
}
