package dev.weft.expression;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.rpc.Code;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A compiled expression of CEL. Immutable, safe for use by many threads. */
public interface Formula {
    /** As it is written. */
    String text();

    /** What it reads, each once. */
    List<Input> inputs();

    /**
     * Which fields it reads, each from the variable that it is read of: {@code items.items.price} for {@code items.items.map(x, x.price)}. A
     * variable alone, or a message, where all of it may be read.
     */
    List<String> reads();

    /** The type of its value: the only field, number 1, of a message made for it. */
    FieldDescriptor value();

    /** Whether it says itself what its value is where there would be none: it ends in {@code .orValue(…)}. */
    boolean hasOtherwise();

    /** How many elements its value, a list, has at most, where it says so itself: it ends in {@code .first(n)}. */
    default OptionalInt most() {
        return OptionalInt.empty();
    }

    /**
     * Works it out. Never throws for what the values are.
     *
     * @param values of the inputs, in their order: a message as {@link com.google.protobuf.DynamicMessage}, an index as {@link Keyed},
     *     another field as {@link CelValue} makes it, or what another formula came to; null where there is none
     */
    Result evaluate(@Nullable Object[] values);

    /**
     * Something that is read.
     *
     * @param optional whether the expression goes on without it: each use of it leads to a {@code .?} or {@code [?…]}
     */
    record Input(Variable variable, boolean optional) {}

    /** What an evaluation came to. */
    sealed interface Result {
        /**
         * A value.
         *
         * @param value for other formulas that read it
         * @param message the serialized message with {@link Formula#value()} set
         */
        record Value(Object value, byte[] message) implements Result {}

        /** There is none: what it reads has none, or it came to an empty optional or to null. */
        record None() implements Result {}

        /** It went wrong: divided by zero, overflowed, took too long. */
        record Failed(Code code) implements Result {}
    }
}
