package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import dev.weft.expression.Formula;
import dev.weft.plan.Derived;
import dev.weft.plan.Input;
import dev.weft.planner.Source.Origin;
import dev.weft.wire.Mapping;
import dev.weft.wire.Projection;
import java.util.ArrayList;
import java.util.List;

/** Lowers what formulas read, and the formulas that are worked out as the answer is written. For one page. */
final class Inputs {
    private final Nodes nodes;
    private final Slots slots;
    private final List<Rules> derived = new ArrayList<>();

    private record Rules(Descriptor source, List<Rule> rules) {}

    private record Rule(Value.Derived value, Mapping mapping) {}

    Inputs(Nodes nodes, Slots slots) {
        this.nodes = nodes;
        this.slots = slots;
    }

    Nodes nodes() {
        return nodes;
    }

    Slots slots() {
        return slots;
    }

    /** Where the inputs of a formula come from. */
    List<Input> of(Formula formula, List<Origin> origins) {
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < origins.size(); i++) {
            inputs.add(input(formula.inputs().get(i), origins.get(i)));
        }
        return inputs;
    }

    private Input input(Formula.Input input, Origin origin) {
        if (origin instanceof Origin.This) {
            return new Input.This();
        }
        return origin instanceof Origin.Computed
                ? new Input.Computed(nodes.of(origin))
                : new Input.Message(
                        slots.message(origin, input.variable().message()),
                        nodes.of(origin),
                        input.variable().message());
    }

    /** Lets {@code mapping}, of messages of type {@code source}, work out {@code fields} when the answer is written. */
    void derive(Mapping mapping, Descriptor source, List<Value.Derived> fields, List<Mapping> results) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            of(fields.get(i).formula(), fields.get(i).inputs());
            rules.add(new Rule(fields.get(i), results.get(i)));
        }
        mapping.derive(derived.size());
        derived.add(new Rules(source, rules));
    }

    /** All of them. To be asked when every mapping is complete. */
    List<Derived> derived() {
        return derived.stream()
                .map(rules -> new Derived(
                        rules.source(), rules.rules().stream().map(this::field).toList()))
                .toList();
    }

    private Derived.Field field(Rule rule) {
        return new Derived.Field(
                rule.value().name(),
                rule.value().formula(),
                of(rule.value().formula(), rule.value().inputs()),
                Projection.compile(rule.mapping()));
    }
}
