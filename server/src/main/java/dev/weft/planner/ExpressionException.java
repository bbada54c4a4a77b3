package dev.weft.planner;

/** An expression that cannot be read, or says more than Weft runs. */
final class ExpressionException extends Exception {
    private static final long serialVersionUID = 1;

    private final int offset;
    private final String text;

    ExpressionException(int offset, String text) {
        super(text);
        this.offset = offset;
        this.text = text;
    }

    /** The character at which it goes wrong. */
    int offset() {
        return offset;
    }

    /** What is wrong. */
    String text() {
        return text;
    }
}
