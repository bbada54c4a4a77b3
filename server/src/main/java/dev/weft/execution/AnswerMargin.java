package dev.weft.execution;

import java.time.Duration;

/**
 * How long before its deadline a page is answered.
 *
 * @param fraction share of the time that the page has, from 0 to 1
 * @param min at least this
 * @param max at most this
 */
public record AnswerMargin(double fraction, Duration min, Duration max) {
    /** The margin for a page that has this much time, in nanoseconds: never more than half of it. */
    long of(long budgetNanos) {
        long share = (long) (fraction * budgetNanos);
        long bounded = Math.max(min.toNanos(), Math.min(max.toNanos(), share));
        return Math.min(bounded, budgetNanos / 2);
    }
}
