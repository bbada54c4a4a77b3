package dev.weft.planner;

import dev.weft.planner.BoundCall.After;
import dev.weft.planner.Computations.Entry;
import dev.weft.planner.Source.Origin;
import dev.weft.schema.Spot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers what a page does: its calls, then its computations, then its fallbacks; and knows which waits for which. */
final class Nodes {
    private final List<BoundCall> calls;
    private final List<Entry> computations;
    private final List<BoundCall> fallbacks;
    private final Map<Integer, Integer> fallbackOf = new HashMap<>();

    Nodes(List<BoundCall> calls, Computations computations) {
        this.calls = calls;
        this.computations = List.copyOf(computations.all());
        this.fallbacks =
                calls.stream().filter(call -> call.fallback().isPresent()).toList();
        for (int i = 0; i < fallbacks.size(); i++) {
            fallbackOf.put(fallbacks.get(i).call().index(), calls.size() + this.computations.size() + i);
        }
    }

    int count() {
        return calls.size() + computations.size() + fallbacks.size();
    }

    int computation(int index) {
        return calls.size() + index;
    }

    /** The node that brings what a call's readers read: the call, or its fallback. */
    int answer(int call) {
        return fallbackOf.getOrDefault(call, call);
    }

    /** The node that brings what is read; -1 when it is there from the beginning. */
    int of(Origin origin) {
        if (origin instanceof Origin.Call call) {
            return answer(call.index());
        }
        return origin instanceof Origin.Computed computed ? computation(computed.index()) : -1;
    }

    /** What people call the node; empty when it has no name of its own. */
    Optional<String> name(int node) {
        if (node < calls.size()) {
            return Optional.of(calls.get(node).call().name());
        }
        int further = node - calls.size();
        if (further >= computations.size()) {
            return Optional.of(
                    fallbacks.get(further - computations.size()).call().name());
        }
        return Optional.of(computations.get(further)).filter(Entry::let).map(Entry::name);
    }

    /** The nodes that {@code node} waits for, each with the first place that says so, if one does. */
    Map<Integer, Optional<Spot>> waitsFor(int node) {
        Map<Integer, Optional<Spot>> before = new LinkedHashMap<>();
        int further = node - calls.size();
        if (further < 0) {
            BoundCall call = calls.get(node);
            add(call.request(), before);
            call.condition().ifPresent(it -> add(List.of(it), before));
            for (After after : call.after()) {
                before.putIfAbsent(answer(after.call().index()), Optional.of(after.spot()));
            }
        } else if (further < computations.size()) {
            Entry entry = computations.get(further);
            entry.purpose().insteadOf().ifPresent(call -> before.put(call, Optional.empty()));
            entry.inputs().stream()
                    .map(this::of)
                    .filter(it -> it >= 0)
                    .forEach(it -> before.putIfAbsent(it, Optional.empty()));
        } else {
            BoundCall call = fallbacks.get(further - computations.size());
            before.put(call.call().index(), Optional.empty());
            add(List.of(call.fallback().orElseThrow()), before);
        }
        return before;
    }

    private void add(List<Filled> fields, Map<Integer, Optional<Spot>> before) {
        Reads.visit(fields, (origin, field) -> before.putIfAbsent(of(origin), Optional.of(field.spot())));
    }

    List<Integer> before(int node) {
        return waitsFor(node).keySet().stream().sorted().toList();
    }

    List<BoundCall> fallbacks() {
        return new ArrayList<>(fallbacks);
    }
}
