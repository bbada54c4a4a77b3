package dev.weft.expression;

import java.util.List;
import java.util.Optional;

/** CEL that does not compile. */
public final class FormulaException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    FormulaException(List<Problem> problems) {
        super(problems.get(0).text());
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the text. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * Something that is wrong.
     *
     * @param offset the character, from the start of the expression
     * @param unknown the name that means nothing, where that is what is wrong
     */
    public record Problem(int offset, String text, Optional<Unknown> unknown) {
        Problem(int offset, String text) {
            this(offset, text, Optional.empty());
        }
    }

    /**
     * A name that means nothing.
     *
     * @param known the names of its kind that mean something; empty when the expression alone does not say
     */
    public record Unknown(String name, Kind kind, List<String> known) {
        public Unknown {
            known = List.copyOf(known);
        }

        /** What it would be the name of. */
        public enum Kind {
            /** A call, a {@code let} and so on. */
            VALUE,
            /** A field of a message. */
            FIELD,
            /** A function. */
            FUNCTION
        }
    }
}
