package dev.weft.planner;

import dev.weft.expression.Formula;
import dev.weft.planner.Source.Origin;
import java.util.List;
import java.util.Optional;

/** What fills a field, resolved and type-checked. */
sealed interface Value {
    /**
     * The same always.
     *
     * @param value as protobuf-java's {@code Message.Builder.setField} takes it
     */
    record Constant(Object value) implements Value {}

    /**
     * Something that is read.
     *
     * @param otherwise what to use where there is no value, as a {@link Constant}'s
     * @param element how each message is projected, of a message field
     */
    record Read(Source source, Optional<Object> otherwise, Optional<Projected> element) implements Value {}

    /**
     * Something that is worked out of {@code this}.
     *
     * @param name what people call the field
     * @param inputs what the formula reads, in the order of its inputs
     * @param result how its value fills the field
     */
    record Derived(String name, Formula formula, List<Origin> inputs, Read result) implements Value {
        public Derived {
            inputs = List.copyOf(inputs);
        }
    }

    /** A message composed of fields of their own. */
    record Composed(List<Filled> fields) implements Value {
        public Composed {
            fields = List.copyOf(fields);
        }
    }
}
