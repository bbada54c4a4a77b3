package dev.weft.execution;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.weft.expression.Formula;
import dev.weft.plan.Input;
import dev.weft.plan.PagePlan;
import dev.weft.wire.Piece;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the formulas of one execution read. Each message is decoded when the first formula reads it, and once. Confined to the
 * execution's loop, but for what {@link #gather} returns.
 */
final class Values {
    private final @Nullable Piece[] slots;
    private final @Nullable Decoded[] decoded;
    private final Formula.Result.@Nullable Value[] computed;

    Values(PagePlan plan, @Nullable Piece[] slots) {
        this.slots = slots;
        this.decoded = new Decoded[slots.length];
        this.computed = new Formula.Result.Value[plan.nodes()];
    }

    /** What the computation of that node came to. */
    void computed(int node, Formula.Result.Value value) {
        computed[node] = value;
    }

    /** What a formula with these inputs reads: to be decoded on any thread. */
    Gathered gather(List<Input> inputs) {
        @Nullable Source[] sources = new Source[inputs.size()];
        long bytes = 0;
        for (int i = 0; i < sources.length; i++) {
            Source source = source(inputs.get(i));
            sources[i] = source;
            bytes += source == null ? 0 : source.bytes();
        }
        return new Gathered(sources, bytes);
    }

    private @Nullable Source source(Input input) {
        if (input instanceof Input.Message message) {
            return decoded(message);
        }
        if (input instanceof Input.Computed read) {
            Formula.Result.Value value = computed[read.node()];
            return value == null ? null : new Known(value.value(), value.message().length);
        }
        return null;
    }

    private @Nullable Source decoded(Input.Message message) {
        Piece piece = slots[message.slot()];
        if (piece == null) {
            return null;
        }
        Decoded there = decoded[message.slot()];
        if (there == null) {
            there = new Decoded(piece, message.type());
            decoded[message.slot()] = there;
        }
        return there;
    }

    /** The message, of bytes that were checked when they landed. */
    static DynamicMessage decode(Descriptor type, byte[] bytes) {
        try {
            // Not parseFrom: a message that lacks a required field is worth as much as any other.
            return DynamicMessage.newBuilder(type).mergeFrom(bytes).buildPartial();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("message: not of type " + type.getFullName(), e);
        }
    }

    /**
     * What a formula reads.
     *
     * @param bytes how large it is, serialized
     */
    record Gathered(@Nullable Source[] sources, long bytes) {
        /** The values, {@code self} where the message itself is read that is being projected. */
        @Nullable
        Object[] values(@Nullable Object self, List<Input> inputs) {
            @Nullable Object[] values = new Object[sources.length];
            for (int i = 0; i < values.length; i++) {
                Source source = sources[i];
                values[i] = inputs.get(i) instanceof Input.This ? self : source == null ? null : source.value();
            }
            return values;
        }
    }

    /** Something that a formula reads. Safe for use by many threads. */
    interface Source {
        Object value();

        long bytes();
    }

    private record Known(Object value, long bytes) implements Source {}

    private static final class Decoded implements Source {
        private final Piece piece;
        private final Descriptor type;
        private @Nullable Object value;

        Decoded(Piece piece, Descriptor type) {
            this.piece = piece;
            this.type = type;
        }

        @Override
        public synchronized Object value() {
            if (value == null) {
                value = decode(type, piece.toByteArray());
            }
            return value;
        }

        @Override
        public long bytes() {
            return piece.size();
        }
    }
}
