package dev.weft.planner;

import dev.weft.planner.Source.Origin;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Goes through all that fields read, into what their messages are composed of and projected by. */
final class Reads {
    private final Consumer<Filled> visitor;
    private final Set<Projected> seen = new HashSet<>();

    private Reads(Consumer<Filled> visitor) {
        this.visitor = visitor;
    }

    /** Shows the visitor each field that reads the response of a call, at any depth. */
    static void ofCalls(List<Filled> fields, Consumer<Filled> visitor) {
        new Reads(visitor).visit(fields);
    }

    /** The index of the call that the field reads itself; -1 when it reads none. */
    static int call(Filled field) {
        return field.value() instanceof Value.Read read && read.source().origin() instanceof Origin.Call call
                ? call.index()
                : -1;
    }

    private void visit(List<Filled> fields) {
        for (Filled field : fields) {
            if (call(field) >= 0) {
                visitor.accept(field);
            }
            if (field.value() instanceof Value.Composed composed) {
                visit(composed.fields());
            } else if (field.value() instanceof Value.Read read) {
                read.element().filter(seen::add).ifPresent(element -> visit(element.fields()));
            }
        }
    }
}
