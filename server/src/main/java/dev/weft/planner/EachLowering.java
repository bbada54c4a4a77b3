package dev.weft.planner;

import dev.weft.plan.Computation;
import dev.weft.plan.ForEach;
import dev.weft.plan.ForEach.Column;
import dev.weft.plan.Input;
import dev.weft.planner.Source.Origin;
import dev.weft.wire.Mapping.Defaults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Lowers what it means that a call is made for each element of a list. For one page. */
final class EachLowering {
    private static final int WIDTH = 16;

    private final Inputs inputs;
    private final Mappings mappings;
    private final Lists lists;
    private final Computations computations;
    private final int maxItems;
    private final Map<Integer, Integer> slotOf = new HashMap<>();

    /** @param maxItems how many elements a list may have */
    EachLowering(Inputs inputs, Mappings mappings, Lists lists, Computations computations, int maxItems) {
        this.inputs = inputs;
        this.mappings = mappings;
        this.lists = lists;
        this.computations = computations;
        this.maxItems = maxItems;
    }

    /**
     * What is read for it, which is known before what is read of each answer.
     *
     * @param slot of the list
     * @param read what the call's own formulas read
     */
    record Lowered(int slot, List<List<Input>> read) {}

    /** The slots that the call needs; empty when it is made once. */
    Optional<Lowered> lower(BoundCall call) {
        return call.list().map(list -> {
            Value.Read read = (Value.Read) list.value();
            int slot = slotOf.computeIfAbsent(
                    number(call),
                    it -> mappings.slot(list, read, Defaults.AS_DECLARED).index());
            return new Lowered(
                    slot,
                    computations.each(call.call().index()).stream()
                            .map(entry -> inputs.of(entry.formula(), entry.inputs()))
                            .toList());
        });
    }

    /** To be asked when everything has a slot that reads a row. */
    ForEach forEach(BoundCall call, Lowered lowered) {
        int index = call.call().index();
        Filled list = call.list().orElseThrow();
        Slots slots = inputs.slots();
        return new ForEach(
                number(call),
                lowered.slot(),
                list.field().getLiteType().getWireType(),
                inputs.nodes().of(((Value.Read) list.value()).source().origin()),
                list.expression(),
                most(((Value.Read) list.value()).source().origin()),
                call.call().declaration().hasMaxParallel()
                        ? call.call().declaration().getMaxParallel()
                        : WIDTH,
                slots.reads(lists.origin(index)),
                columns(inputs.nodes().rows(call)),
                columns(inputs.nodes().fallbackRows(call)),
                formulas(index, lowered.read()),
                whole(call),
                slots.reads(new Origin.Row(index)));
    }

    /** How many elements the list may have: as many as it says itself, when these are fewer. */
    private int most(Origin list) {
        return computations.find(list).stream()
                .flatMapToInt(entry -> entry.formula().most().stream())
                .map(most -> Math.min(most, maxItems))
                .findFirst()
                .orElse(maxItems);
    }

    private int number(BoundCall call) {
        return lists.of(call.call().index()).orElseThrow();
    }

    private List<Column> columns(List<Integer> calls) {
        return calls.stream()
                .map(call -> new Column(
                        call, inputs.nodes().answer(call), inputs.slots().of(new Origin.Row(call))))
                .toList();
    }

    private List<Computation> formulas(int call, List<List<Input>> read) {
        List<Computation> all = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            Computations.Entry entry = computations.each(call).get(i);
            Origin origin = new Origin.Worked(call, i);
            all.add(new Computation(
                    inputs.nodes().of(origin),
                    entry.name(),
                    false,
                    entry.formula(),
                    read.get(i),
                    List.of(),
                    inputs.slots().reads(origin),
                    false,
                    entry.purpose().insteadOf()));
        }
        return all;
    }

    /** The list of all responses is made of them whole. */
    private OptionalInt whole(BoundCall call) {
        int index = call.call().index();
        return inputs.slots().of(new Origin.Call(index)).isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(inputs.slots()
                        .message(
                                new Origin.Row(index),
                                call.call().method().orElseThrow().getOutputType()));
    }
}
