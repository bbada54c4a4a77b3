package dev.weft.plan;

import java.util.List;
import java.util.OptionalInt;

/**
 * That a call is made once for each element of a list. What it reads of the element stands in slots of the element's own, among them
 * what other calls over the same list brought for it.
 *
 * @param list the number of the list; calls over the same list have the same
 * @param slot the slot of the list: field 1 of a message that is made for it
 * @param wireType the wire type of one element
 * @param node the node that brings the list; -1 when it is there from the beginning
 * @param expression the list, for people
 * @param maxItems how many elements the list may have
 * @param width how many of the calls are under way at once, at most
 * @param elementReads what is read of an element, in a message whose field 1 it is
 * @param columns the calls over the same list that an element's call reads: it waits for what they bring for that element
 * @param fallbackColumns those that its fallback reads
 * @param formulas what is worked out for each element; their nodes are numbered after the page's
 * @param whole where one response stands as a whole, for the list of all; empty when nothing reads that
 * @param responseReads what is read of one response
 */
public record ForEach(
        int list,
        int slot,
        int wireType,
        int node,
        String expression,
        int maxItems,
        int width,
        List<Read> elementReads,
        List<Column> columns,
        List<Column> fallbackColumns,
        List<Computation> formulas,
        OptionalInt whole,
        List<Read> responseReads) {
    public ForEach {
        elementReads = List.copyOf(elementReads);
        columns = List.copyOf(columns);
        fallbackColumns = List.copyOf(fallbackColumns);
        formulas = List.copyOf(formulas);
        responseReads = List.copyOf(responseReads);
    }

    /**
     * What another call over the same list brought for an element.
     *
     * @param call the call's index
     * @param node the node that brings what its readers read: the call, or its fallback
     * @param slots the slots that are read
     */
    public record Column(int call, int node, List<Integer> slots) {
        public Column {
            slots = List.copyOf(slots);
        }
    }

    /** The number of the field that a list, an element or the list of all responses stands in. */
    public static final int FIELD = 1;
}
