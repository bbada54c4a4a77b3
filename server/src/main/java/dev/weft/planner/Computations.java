package dev.weft.planner;

import dev.weft.expression.Formula;
import dev.weft.planner.Source.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The formulas of a page that are worked out before it is written. */
final class Computations {
    private final List<Entry> all = new ArrayList<>();
    private final Map<Integer, List<Entry>> each = new HashMap<>();

    /**
     * One of them.
     *
     * @param name the let's name, or the field's
     * @param inputs what it reads, in the order of the formula's inputs
     * @param purpose what it is for
     * @param let whether the page names it
     */
    record Entry(String name, Formula formula, List<Origin> inputs, Purpose purpose, boolean let) {
        Entry {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * What a formula is for.
     *
     * @param reported whether the page's status tells when it goes wrong
     * @param insteadOf the call whose fallback it is, or is part of
     */
    record Purpose(boolean reported, OptionalInt insteadOf) {
        /** A field of the answer, or a name. */
        static final Purpose FIELD = new Purpose(true, OptionalInt.empty());

        /** Whether a call is made, and with what. */
        static final Purpose CALL = new Purpose(false, OptionalInt.empty());

        static Purpose fallback(int call) {
            return new Purpose(false, OptionalInt.of(call));
        }
    }

    /** Adds one, and answers where its value is found. */
    Source add(Entry entry) {
        all.add(entry);
        return source(new Origin.Computed(all.size() - 1), entry);
    }

    /** Adds one that is worked out for each element that {@code call} is made for. */
    Source add(int call, Entry entry) {
        List<Entry> own = each.computeIfAbsent(call, it -> new ArrayList<>());
        own.add(entry);
        return source(new Origin.Worked(call, own.size() - 1), entry);
    }

    private static Source source(Origin origin, Entry entry) {
        return new Source(
                origin,
                entry.formula().value().getContainingType(),
                List.of(entry.formula().value()));
    }

    /** Those that are worked out for each element that the call is made for. */
    List<Entry> each(int call) {
        return each.getOrDefault(call, List.of());
    }

    List<Entry> all() {
        return all;
    }

    /** The formula that {@code origin} is the value of; empty when it is none. */
    Optional<Entry> find(Origin origin) {
        if (origin instanceof Origin.Worked worked) {
            return Optional.of(each(worked.call()).get(worked.index()));
        }
        return origin instanceof Origin.Computed computed ? Optional.of(all.get(computed.index())) : Optional.empty();
    }

    /** Whether what is read comes from the answer of a call, itself, by a name, or as an element of a list. */
    boolean readsCall(Origin origin) {
        return origin instanceof Origin.Call
                || origin instanceof Origin.Row
                || (origin instanceof Origin.Each each && readsCall(each.list()))
                || find(origin).stream()
                        .anyMatch(entry -> entry.inputs().stream().anyMatch(this::readsCall));
    }
}
