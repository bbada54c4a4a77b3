package dev.weft.planner;

import dev.weft.diagnostics.Findings;
import dev.weft.planner.Source.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds projections that would never end: a message that contains itself without getting any deeper into its source, because it
 * reads {@code this} as a whole, or starts anew from a call or the request.
 */
final class Endless {
    private Endless() {}

    static void check(Collection<Projected> all, Findings findings) {
        for (Projected from : all) {
            for (Filled field : messages(from.fields())) {
                Value.Read read = (Value.Read) field.value();
                boolean anew = !(read.source().origin() instanceof Origin.This);
                boolean stays = !anew && read.source().path().isEmpty();
                Projected to = read.element().orElseThrow();
                if ((anew && reaches(to, from, edge -> true)) || (stays && reaches(to, from, Endless::stays))) {
                    findings.error(
                            field.spot(),
                            Types.name(field.field()) + " would never end: " + field.expression()
                                    + " fills it, and it contains "
                                    + from.target().getFullName()
                                    + " again (expected: a path that goes deeper into this)");
                }
            }
        }
    }

    private static boolean stays(Value.Read read) {
        return read.source().origin() instanceof Origin.This
                && read.source().path().isEmpty();
    }

    private static boolean reaches(Projected from, Projected to, Predicate<Value.Read> edges) {
        return reaches(from, to, edges, new HashSet<>());
    }

    private static boolean reaches(Projected from, Projected to, Predicate<Value.Read> edges, Set<Projected> seen) {
        if (from == to) {
            return true;
        }
        return seen.add(from)
                && messages(from.fields()).stream()
                        .map(field -> (Value.Read) field.value())
                        .filter(edges)
                        .anyMatch(read -> reaches(read.element().orElseThrow(), to, edges, seen));
    }

    /** The fields that are filled by projecting messages, those of composed messages among them. */
    private static List<Filled> messages(List<Filled> fields) {
        List<Filled> messages = new ArrayList<>();
        for (Filled field : fields) {
            if (field.value() instanceof Value.Composed composed) {
                messages.addAll(messages(composed.fields()));
            } else if (field.value() instanceof Value.Read read
                    && read.element().isPresent()) {
                messages.add(field);
            }
        }
        return messages;
    }
}
