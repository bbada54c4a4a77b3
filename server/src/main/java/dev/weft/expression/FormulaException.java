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
    public record Problem(int offset, String text, Optional<String> unknown) {
        Problem(int offset, String text) {
            this(offset, text, Optional.empty());
        }
    }
}
