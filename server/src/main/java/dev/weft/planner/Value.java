package dev.weft.planner;

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

    /** A message composed of fields of their own. */
    record Composed(List<Filled> fields) implements Value {
        public Composed {
            fields = List.copyOf(fields);
        }
    }
}
