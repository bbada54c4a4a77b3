package dev.weft.plan;

import dev.weft.wire.Template;
import java.util.List;

/**
 * Whether a call is made.
 *
 * @param template writes a message with one bool: none of its bytes are there when that is false
 * @param requirements the nodes without which it has no value
 * @param expression as it is written
 */
public record Condition(Template template, List<Requirement> requirements, String expression) {
    public Condition {
        requirements = List.copyOf(requirements);
    }
}
