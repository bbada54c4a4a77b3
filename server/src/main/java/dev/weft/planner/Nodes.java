package dev.weft.planner;

import dev.weft.planner.BoundCall.After;
import dev.weft.planner.Computations.Entry;
import dev.weft.planner.Source.Origin;
import dev.weft.schema.Spot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Numbers what a page does: its calls, then its computations, then its fallbacks; and knows which waits for which. */
final class Nodes {
    private final List<BoundCall> calls;
    private final List<Entry> computations;
    private final Computations formulas;
    private final List<BoundCall> fallbacks;
    private final Map<Integer, Integer> fallbackOf = new HashMap<>();

    Nodes(List<BoundCall> calls, Computations computations) {
        this.calls = calls;
        this.computations = List.copyOf(computations.all());
        this.formulas = computations;
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

    /**
     * The node that brings what is read; -1 when it is there from the beginning. What is worked out for one element is numbered after the
     * page's nodes.
     */
    int of(Origin origin) {
        if (origin instanceof Origin.Call call) {
            return answer(call.index());
        }
        if (origin instanceof Origin.Row row) {
            return answer(row.call());
        }
        if (origin instanceof Origin.Worked worked) {
            return count() + worked.index();
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
        return waitsFor(node, Set.of());
    }

    /** The same, without what is read of rows in these fields. */
    private Map<Integer, Optional<Spot>> waitsFor(int node, Set<Filled> besides) {
        Map<Integer, Optional<Spot>> before = new LinkedHashMap<>();
        int further = node - calls.size();
        if (further < 0) {
            BoundCall call = calls.get(node);
            call.list().ifPresent(it -> add(List.of(it), besides, before));
            add(call.request(), besides, before);
            call.condition().ifPresent(it -> add(List.of(it), besides, before));
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
            add(List.of(call.fallback().orElseThrow()), besides, before);
        }
        return before;
    }

    private void add(List<Filled> fields, Set<Filled> besides, Map<Integer, Optional<Spot>> before) {
        Reads.visit(fields, (origin, field) -> add(origin, field, besides.contains(field), before));
    }

    private void add(Origin origin, Filled field, boolean besides, Map<Integer, Optional<Spot>> before) {
        if (origin instanceof Origin.Worked worked) {
            formulas.each(worked.call()).get(worked.index()).inputs().forEach(it -> add(it, field, besides, before));
        } else if (of(origin) >= 0 && !(besides && origin instanceof Origin.Row)) {
            before.putIfAbsent(of(origin), Optional.of(field.spot()));
        }
    }

    /** The nodes that must have ended before {@code node} starts. A call for an element waits for the rows of that element alone. */
    List<Integer> before(int node) {
        boolean each = node < calls.size() && calls.get(node).list().isPresent();
        Set<Filled> besides = each ? direct(starting(calls.get(node))) : Set.of();
        return waitsFor(node, besides).keySet().stream().sorted().toList();
    }

    private static List<Filled> starting(BoundCall call) {
        List<Filled> fields = new ArrayList<>(call.request());
        call.condition().ifPresent(fields::add);
        return fields;
    }

    /** The calls over the same list whose rows the call reads before it is made for an element. */
    List<Integer> rows(BoundCall call) {
        return rowsIn(starting(call));
    }

    /** Those whose rows its fallback reads. */
    List<Integer> fallbackRows(BoundCall call) {
        return rowsIn(call.fallback().stream().toList());
    }

    private List<Integer> rowsIn(List<Filled> fields) {
        Set<Integer> rows = new TreeSet<>();
        for (Filled field : direct(fields)) {
            if (field.value() instanceof Value.Read read) {
                Origin origin = read.source().origin();
                List<Origin> inputs = origin instanceof Origin.Worked worked
                        ? formulas.each(worked.call()).get(worked.index()).inputs()
                        : List.of(origin);
                inputs.forEach(it -> {
                    if (it instanceof Origin.Row row) {
                        rows.add(row.call());
                    }
                });
            }
        }
        return List.copyOf(rows);
    }

    /** The fields, and those of messages that are composed of them; not those inside of messages that are projected. */
    private static Set<Filled> direct(List<Filled> fields) {
        Set<Filled> direct = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Filled field : fields) {
            direct.add(field);
            if (field.value() instanceof Value.Composed composed) {
                direct.addAll(direct(composed.fields()));
            }
        }
        return direct;
    }

    List<BoundCall> fallbacks() {
        return new ArrayList<>(fallbacks);
    }
}
