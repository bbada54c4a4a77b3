package dev.weft.planner;

import dev.weft.plan.Fill;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts what fills fields in words. The fields of a projected message come after the field that it stands in, but once only
 * where several fields are projected alike, and not where the message is taken over as it is.
 */
final class FillTexts {
    private final List<Fill> fills = new ArrayList<>();
    private final Set<Projected> seen = new HashSet<>();

    private FillTexts() {}

    static List<Fill> of(List<Filled> fields) {
        FillTexts texts = new FillTexts();
        texts.add("", fields);
        return texts.fills;
    }

    private void add(String prefix, List<Filled> fields) {
        for (Filled filled : fields) {
            String path = prefix + filled.field().getName();
            fills.add(new Fill(path, filled.expression()));
            if (filled.value() instanceof Value.Composed composed) {
                add(path + ".", composed.fields());
            } else if (filled.value() instanceof Value.Read read) {
                read.element().ifPresent(element -> project(path + ".", element));
            } else if (filled.value() instanceof Value.Derived derived) {
                derived.result().element().ifPresent(element -> project(path + ".", element));
            }
        }
    }

    private void project(String prefix, Projected element) {
        if (!asItIs(element) && seen.add(element)) {
            add(prefix, element.fields());
        }
    }

    /** Whether every field of the message is filled from itself: nothing to tell. */
    private static boolean asItIs(Projected element) {
        return element.source().getFullName().equals(element.target().getFullName())
                && element.fields().stream()
                        .allMatch(field -> field.expression()
                                .equals("this." + field.field().getName()));
    }
}
