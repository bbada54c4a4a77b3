package dev.weft.planner;

import dev.weft.diagnostics.Findings;
import dev.weft.expression.Formula;
import dev.weft.planner.BoundCall.After;
import dev.weft.planner.Source.Origin;
import dev.weft.schema.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks which calls wait for which: no call for itself, and no required call for an optional one. */
final class Waiting {
    private final List<BoundCall> calls;
    private final Computations computations;
    private final Nodes nodes;
    private final Findings findings;
    private final List<Integer> under = new ArrayList<>();
    private final boolean[] done;

    Waiting(List<BoundCall> calls, Computations computations, Nodes nodes, Findings findings) {
        this.calls = calls;
        this.computations = computations;
        this.nodes = nodes;
        this.findings = findings;
        this.done = new boolean[nodes.count()];
    }

    void check() {
        for (BoundCall call : calls) {
            rejectCycle(call.call().index(), call.call().spot());
            rejectOptional(call);
        }
    }

    private void rejectCycle(int node, Spot spot) {
        if (done[node]) {
            return;
        }
        under.add(node);
        nodes.waitsFor(node).forEach((before, said) -> {
            int start = under.indexOf(before);
            if (start < 0) {
                rejectCycle(before, said.orElse(spot));
            } else {
                findings.error(said.orElse(spot), cycle(start));
            }
        });
        under.remove(under.size() - 1);
        done[node] = true;
    }

    private String cycle(int start) {
        List<String> names = new ArrayList<>();
        for (int node : under.subList(start, under.size())) {
            nodes.name(node).filter(name -> !names.contains(name)).ifPresent(names::add);
        }
        return "calls wait for each other: " + String.join(" -> ", names) + " -> " + names.get(0)
                + " (expected: calls that can be started one after the other)";
    }

    private void rejectOptional(BoundCall call) {
        if (!call.call().declaration().getRequired()) {
            return;
        }
        List<Filled> read = new ArrayList<>(call.request());
        call.list().ifPresent(read::add);
        call.condition().ifPresent(read::add);
        Reads.visit(read, (origin, field) -> {
            if (!canDoWithout(origin, field)) {
                optional(origin).ifPresent(index -> reject(call, index, field.spot(), "reads", ", or .orValue"));
            }
        });
        for (After after : call.after()) {
            optional(new Origin.Call(after.call().index()))
                    .ifPresent(index -> reject(call, index, after.spot(), "comes after", ""));
        }
    }

    private void reject(BoundCall call, int optional, Spot spot, String how, String otherwise) {
        if (optional != call.call().index()) {
            String read = calls.get(optional).call().name();
            findings.error(
                    spot,
                    call.call().name() + " is required and " + how + " " + read + ", which is not (expected: " + read
                            + " required too" + otherwise + ")");
        }
    }

    private static boolean canDoWithout(Origin origin, Filled field) {
        if (field.value() instanceof Value.Derived derived) {
            int input = derived.inputs().indexOf(origin);
            return derived.formula().inputs().get(input).optional();
        }
        return field.value() instanceof Value.Read read && read.otherwise().isPresent();
    }

    private Optional<Integer> optional(int call) {
        return Optional.of(call)
                .filter(index -> !calls.get(index).call().declaration().getRequired());
    }

    /** The index of an optional call without which there is no value. */
    private Optional<Integer> optional(Origin origin) {
        if (origin instanceof Origin.Call call) {
            return optional(call.index());
        }
        if (origin instanceof Origin.Row row) {
            return optional(row.call());
        }
        Optional<Computations.Entry> found = computations.find(origin);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Computations.Entry entry = found.get();
        List<Formula.Input> inputs = entry.formula().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            Optional<Integer> behind = inputs.get(i).optional()
                    ? Optional.empty()
                    : optional(entry.inputs().get(i));
            if (behind.isPresent()) {
                return behind;
            }
        }
        return Optional.empty();
    }
}
