package dev.weft.plan;

import dev.weft.wire.Part;
import java.util.List;

/**
 * A part of an answer that can go out by itself: a field at the root, or the fields of a oneof there.
 *
 * @param fields the names of the fields
 * @param parts writes them
 * @param waitsFor the nodes that they are made of: when these have ended, they are there
 */
public record AnswerPart(List<String> fields, List<Part> parts, List<Integer> waitsFor) {
    public AnswerPart {
        fields = List.copyOf(fields);
        parts = List.copyOf(parts);
        waitsFor = List.copyOf(waitsFor);
    }
}
