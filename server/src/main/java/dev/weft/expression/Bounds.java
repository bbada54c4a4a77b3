package dev.weft.expression;

/**
 * How much one evaluation of a formula may do. Beyond it the formula fails with RESOURCE_EXHAUSTED.
 *
 * @param iterations how many elements its macros ({@code map}, {@code filter}, {@code exists}, …) may go through, nested ones
 *     multiplied
 * @param steps how many of its subexpressions may be evaluated, each as often as it is
 */
public record Bounds(int iterations, int steps) {
    /** Enough for a page, and a second of one processor at the very most. */
    public static final Bounds DEFAULT = new Bounds(100_000, 1_000_000);
}
