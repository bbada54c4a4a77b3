package dev.weft.plan;

import dev.weft.expression.Formula;
import java.util.List;
import java.util.OptionalInt;

/**
 * A formula of a page: a {@code let}, or what fills a field, a bind, a condition or a fallback. Worked out as soon as all
 * that it reads is there.
 *
 * @param node its number among the page's nodes
 * @param name what people call it: the let's name, or the field's
 * @param let whether the page names it itself
 * @param formula what is worked out
 * @param inputs where the formula's inputs come from, in their order
 * @param waitsFor the nodes that it reads
 * @param reads what is read of its value, which stands in the message of {@link Formula#value()}
 * @param reported whether the page's status tells that it went wrong; a call's outcome tells it otherwise
 * @param insteadOf the call that it is worked out for only when that brings no answer: its fallback reads it
 */
public record Computation(
        int node,
        String name,
        boolean let,
        Formula formula,
        List<Input> inputs,
        List<Integer> waitsFor,
        List<Read> reads,
        boolean reported,
        OptionalInt insteadOf) {
    public Computation {
        inputs = List.copyOf(inputs);
        waitsFor = List.copyOf(waitsFor);
        reads = List.copyOf(reads);
    }
}
