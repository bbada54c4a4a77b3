package dev.weft.transcoding;

import java.util.List;

/**
 * A path that fits a binding's template.
 *
 * @param values what stands in the place of each variable, in their order, percent-encoded as it came
 */
public record PathMatch(List<String> values) {
    public PathMatch {
        values = List.copyOf(values);
    }
}
