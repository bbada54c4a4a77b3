package dev.weft.planner;

import dev.weft.expression.Formula;
import dev.weft.planner.Source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The formulas of a page that are worked out before it is written. */
final class Computations {
    private final List<Entry> all = new ArrayList<>();

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
        return new Source(
                new Origin.Computed(all.size() - 1),
                entry.formula().value().getContainingType(),
                List.of(entry.formula().value()));
    }

    List<Entry> all() {
        return all;
    }

    Entry get(Origin.Computed origin) {
        return all.get(origin.index());
    }

    /** Whether it reads the answer of a call, itself or by a name. */
    boolean readsCall(Origin.Computed origin) {
        return get(origin).inputs().stream()
                .anyMatch(input -> input instanceof Origin.Call
                        || (input instanceof Origin.Computed computed && readsCall(computed)));
    }
}
