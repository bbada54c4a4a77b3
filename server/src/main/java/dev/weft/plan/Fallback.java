package dev.weft.plan;

import dev.weft.wire.Template;
import java.util.List;

/**
 * What stands in for the answer of a call.
 *
 * @param node its number among the page's nodes: who reads the call waits for it
 * @param call the call
 * @param template writes a message whose only field, number 1, is the response
 * @param requirements the nodes without which it has no value
 * @param waitsFor the nodes that it reads, and the call
 * @param expression as it is written
 */
public record Fallback(
        int node,
        int call,
        Template template,
        List<Requirement> requirements,
        List<Integer> waitsFor,
        String expression) {
    public Fallback {
        requirements = List.copyOf(requirements);
        waitsFor = List.copyOf(waitsFor);
    }
}
