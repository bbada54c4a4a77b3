package dev.weft.planner;

import dev.weft.expression.Bounds;

/**
 * How much a page may do, whatever it declares.
 *
 * @param evaluation of one expression
 * @param items for how many elements of a list a call may be made
 */
public record Limits(Bounds evaluation, int items) {
    /** As many elements as a large page of a list has (AIP-158). */
    public static final Limits DEFAULT = new Limits(Bounds.DEFAULT, 1000);
}
