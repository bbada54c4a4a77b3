package dev.weft.plan;

import com.google.protobuf.Descriptors.Descriptor;
import dev.weft.expression.Formula;
import dev.weft.wire.Piece;
import dev.weft.wire.Projection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Fields of a projected message that are not copied from the message that it is projected from, but worked out of it, or read beside
 * it, when the page is written.
 *
 * @param source the type of that message
 * @param list the list whose element the message is; empty when it is none, or inside of one
 */
public record Derived(Descriptor source, OptionalInt list, List<Field> fields) {
    public Derived {
        fields = List.copyOf(fields);
    }

    /** One of them. */
    public sealed interface Field {}

    /**
     * A field that is worked out.
     *
     * @param name what people call it: {@code Card.total}
     * @param inputs where the formula's inputs come from, in their order
     * @param projection puts the formula's value, in the message of {@link Formula#value()}, into the field
     */
    public record Worked(String name, Formula formula, List<Input> inputs, Projection projection) implements Field {
        public Worked {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * A field that is read of what a call brought for the element at hand.
     *
     * @param slot where that stands, one piece for each element
     * @param otherwise the encoded field where there is none
     */
    public record Beside(int slot, Optional<Piece> otherwise) implements Field {}
}
