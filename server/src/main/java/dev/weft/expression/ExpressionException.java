package dev.weft.expression;

/** An expression that cannot be read, or says more than Weft runs. */
public final class ExpressionException extends Exception {
    private static final long serialVersionUID = 1;

    private final int offset;
    private final String problem;
    private final String expected;

    /**
     * @param offset the character at which it goes wrong
     * @param problem what is wrong
     * @param expected what would be right
     */
    public ExpressionException(int offset, String problem, String expected) {
        super(problem);
        this.offset = offset;
        this.problem = problem;
        this.expected = expected;
    }

    public int offset() {
        return offset;
    }

    /** What is wrong with {@code expression}. */
    public String text(String expression) {
        String place = expression.isBlank() ? "" : " in: " + expression.strip();
        return problem + " (expected: " + expected + ")" + place;
    }
}
