package dev.weft.schema;

import java.util.List;
import java.util.stream.Collectors;

/** Descriptor sets that cannot be used, with everything that is wrong with them. */
public final class SchemaException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    SchemaException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong; not empty. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param set the descriptor set, as it was named when it was given
     * @param text what is wrong with it
     */
    public record Problem(String set, String text) {
        /** As a line of a report: {@code orders.binpb: error: …}. */
        @Override
        public String toString() {
            return set + ": error: " + text;
        }
    }
}
