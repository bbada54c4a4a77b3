package dev.weft.expression;

import java.util.List;
import java.util.Optional;

/** What fills something, as it is written. Offsets are characters from the start of the string that it stands in. */
public sealed interface Expression {
    /** Where it begins. */
    int offset();

    /** As it is written. */
    String text();

    /**
     * A value that is always the same.
     *
     * @param value a String, ByteString, Long, Unsigned, Double or Boolean
     */
    record Literal(Object value, int offset, String text) implements Expression {
        /** A literal of CEL's type uint. */
        public record Unsigned(long bits) {}

        /** What kind of literal it is, for people. */
        public String kind() {
            if (value instanceof String) {
                return "a string";
            }
            if (value instanceof Long) {
                return "an integer";
            }
            if (value instanceof Unsigned) {
                return "an unsigned integer";
            }
            if (value instanceof Double) {
                return "a floating-point number";
            }
            return value instanceof Boolean ? "a boolean" : "bytes";
        }
    }

    /**
     * A field, from a named message.
     *
     * @param root {@code request}, {@code this} or the name of a call
     * @param steps the fields, from the root
     * @param otherwise what to use where there is no value
     */
    record Path(String root, int offset, List<Step> steps, Optional<Literal> otherwise, String text)
            implements Expression {
        public Path {
            steps = List.copyOf(steps);
        }

        /** The path as far as the step before {@code count}: {@code profile.user}. */
        public String prefix(int count) {
            StringBuilder prefix = new StringBuilder(root);
            steps.subList(0, count).forEach(step -> prefix.append('.').append(step.field()));
            return prefix.toString();
        }
    }

    /**
     * One field of each element of a list: {@code orders.orders.map(o, o.total)}.
     *
     * @param variable the name of the element
     * @param steps the fields, from the element; at least one
     */
    record Mapped(Path list, String variable, List<Step> steps, String text) implements Expression {
        public Mapped {
            steps = List.copyOf(steps);
        }

        @Override
        public int offset() {
            return list.offset();
        }
    }

    /**
     * Anything else: CEL, that is yet to be compiled.
     *
     * @param text from its first character to its last
     */
    record Computed(String text, int offset) implements Expression {}

    /**
     * One step of a path.
     *
     * @param field the field's name
     * @param offset where the name begins
     */
    record Step(String field, int offset) {}
}
