package dev.weft.plan;

import com.google.protobuf.Descriptors.Descriptor;
import dev.weft.expression.Formula;
import dev.weft.wire.Projection;
import java.util.List;

/**
 * Fields of a projected message that are worked out of the message that it is projected from, when the page is written.
 *
 * @param source the type of that message
 */
public record Derived(Descriptor source, List<Field> fields) {
    public Derived {
        fields = List.copyOf(fields);
    }

    /**
     * One of them.
     *
     * @param name what people call it: {@code Card.total}
     * @param inputs where the formula's inputs come from, in their order
     * @param projection puts the formula's value, in the message of {@link Formula#value()}, into the field
     */
    public record Field(String name, Formula formula, List<Input> inputs, Projection projection) {
        public Field {
            inputs = List.copyOf(inputs);
        }
    }
}
