package dev.weft.planner;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which element of which list is at hand where an expression stands.
 *
 * @param at where in the page {@code this} stands, when a list for whose elements calls are made is below it
 * @param list the list of which an element is at hand
 * @param isElement whether {@code this} is that element, and not inside of it
 * @param call the call that is made for the element: {@code each} has a meaning
 */
record Hand(Optional<Source> at, OptionalInt list, boolean isElement, OptionalInt call) {
    /** The number of a list that is wrong, which was reported. */
    static final OptionalInt UNKNOWN = OptionalInt.of(-1);

    /** There is none. */
    static final Hand EMPTY = new Hand(Optional.empty(), OptionalInt.empty(), false, OptionalInt.empty());

    /** None yet, but there may be below. */
    static Hand above(Source at) {
        return new Hand(Optional.of(at), OptionalInt.empty(), false, OptionalInt.empty());
    }

    /** {@code this} is one of that list. */
    static Hand element(int list) {
        return new Hand(Optional.empty(), OptionalInt.of(list), true, OptionalInt.empty());
    }

    /** {@code this} is inside of one of that list. */
    static Hand inside(int list) {
        return new Hand(Optional.empty(), OptionalInt.of(list), false, OptionalInt.empty());
    }

    /** A call is made for one of that list. */
    static Hand each(OptionalInt list, int call) {
        return new Hand(Optional.empty(), list, false, OptionalInt.of(call));
    }
}
