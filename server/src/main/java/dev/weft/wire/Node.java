package dev.weft.wire;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done with the fields of one source message. Written by {@link ProjectionCompiler}, then never changed; may be cyclic.
 */
final class Node {
    private static final Action[] NO_ACTIONS = {};

    /** The fields that every message filled from here holds, encoded. */
    Part.Constant[] constants = {};

    /** What is inserted when a page is written. */
    Part.Slot[] inserts = {};

    /** What a {@link Deriver} works out of this message when a page is written. */
    int[] derived = {};

    /** The messages that are projected from this very message. */
    Action[] selves = NO_ACTIONS;

    /** Of a map's entry: the action on the value, when that is a message. */
    @Nullable
    Action entryValue;

    /** Whether every declared field is copied as it is, at every depth, and nothing is added. */
    boolean verbatim;

    /** Whether each field is of a usual kind and nothing is added: what is in the message is all there is to see. */
    boolean plain;

    private @Nullable Action[] low = NO_ACTIONS;
    private int[] highNumbers = {};
    private Action[] high = NO_ACTIONS;
    private List<Action> actions = List.of();

    /**
     * Sets the first actions on fields, once all else is set: in the order of the fields' numbers, and again as they are found, {@code
     * low} by number and {@code high} in the order of {@code highNumbers}, which is sorted.
     */
    void setActions(List<Action> actions, @Nullable Action[] low, int[] highNumbers, Action[] high) {
        this.actions = actions;
        this.low = low;
        this.highNumbers = highNumbers;
        this.high = high;
        this.plain = !writesOfNothing()
                && entryValue == null
                && actions.stream().noneMatch(action -> action.kind == Action.ODD);
    }

    /** Whether something is written even when the source message is empty. */
    boolean writesOfNothing() {
        return constants.length > 0 || inserts.length > 0 || derived.length > 0 || selves.length > 0;
    }

    /** All first actions on fields. */
    List<Action> actions() {
        return actions;
    }

    /** Whether this is a map's entry whose value has to be there, though empty is what it means when it is not. */
    boolean requiresValue() {
        return entryValue != null && entryValue.child().writesOfNothing();
    }

    /** The first action on the field, or null when it is skipped. */
    @Nullable
    Action action(int number) {
        return number < low.length ? low[number] : high.length == 0 ? null : highAction(number);
    }

    private @Nullable Action highAction(int number) {
        int index = Arrays.binarySearch(highNumbers, number);
        return index < 0 ? null : high[index];
    }
}
