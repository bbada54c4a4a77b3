package dev.weft.execution;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.weft.expression.CelValue;
import dev.weft.expression.Formula;
import dev.weft.expression.Keyed;
import dev.weft.plan.Input;
import dev.weft.plan.PagePlan;
import dev.weft.wire.Piece;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the formulas of one execution read. Each message is decoded when the first formula reads it, and once. Confined to the
 * execution's loop, but for {@link #gather} and what it returns: a part of a streamed page is worked out elsewhere while the execution
 * goes on.
 */
final class Values {
    private final @Nullable Piece[] slots;
    private final @Nullable Decoded[] decoded;
    private final Formula.Result.@Nullable Value[] computed;
    private Map<Input.Index, Source> indexes = Map.of();

    Values(PagePlan plan, @Nullable Piece[] slots) {
        this.slots = slots;
        this.decoded = new Decoded[slots.length];
        this.computed = new Formula.Result.Value[plan.nodes()];
    }

    /** What the computation of that node came to. */
    void computed(int node, Formula.Result.Value value) {
        computed[node] = value;
    }

    /** What a formula with these inputs reads, which have landed: on any thread, to be decoded on any thread. */
    synchronized Gathered gather(List<Input> inputs) {
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
        if (input instanceof Input.Responses responses) {
            Decoded message = decoded(responses.slot(), responses.field().getContainingType());
            return message == null ? null : new Only(message, responses.field());
        }
        if (input instanceof Input.Index index) {
            return index(index);
        }
        if (input instanceof Input.Plucked plucked && !plucked.isOwn()) {
            Piece piece = slots[plucked.slot()];
            return piece == null ? null : new Known(piece.toByteArray(), piece.size());
        }
        if (input instanceof Input.Message message) {
            return decoded(message.slot(), message.type());
        }
        if (input instanceof Input.Computed read) {
            Formula.Result.Value value = computed[read.node()];
            return value == null ? null : new Known(value.value(), value.message().length);
        }
        return null;
    }

    private @Nullable Decoded decoded(int slot, Descriptor type) {
        Piece piece = slots[slot];
        if (piece == null) {
            return null;
        }
        Decoded there = decoded[slot];
        if (there == null) {
            there = new Decoded(piece, type);
            decoded[slot] = there;
        }
        return there;
    }

    private @Nullable Source index(Input.Index index) {
        Decoded message = decoded(index.slot(), index.type());
        if (message == null) {
            return null;
        }
        if (indexes.isEmpty()) {
            indexes = new HashMap<>();
        }
        return indexes.computeIfAbsent(index, it -> new KeyedElements(it, message));
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
        /** The values, those that belong to one element or message alone from {@code own}. */
        @Nullable
        Object[] values(Own own, List<Input> inputs) {
            @Nullable Object[] values = new Object[sources.length];
            for (int i = 0; i < values.length; i++) {
                Source source = sources[i];
                Input input = inputs.get(i);
                values[i] = input.isOwn() ? own.value(input) : source == null ? null : source.value();
            }
            return values;
        }
    }

    /** What formulas read that belongs to one element, or to the message that is being projected. */
    @FunctionalInterface
    interface Own {
        /** There is nothing of the kind. */
        Own NOTHING = input -> null;

        /** The value; null when there is none. */
        @Nullable
        Object value(Input input);
    }

    /** Something that a formula reads. Safe for use by many threads. */
    interface Source {
        Object value();

        long bytes();
    }

    private record Known(Object value, long bytes) implements Source {}

    /** The only field of a message that was made for it. */
    private record Only(Decoded message, FieldDescriptor field) implements Source {
        @Override
        public Object value() {
            return CelValue.of(field, message.value().getField(field));
        }

        @Override
        public long bytes() {
            return message.bytes();
        }
    }

    /** The elements of a list by their keys: made when the first formula looks one up, once. */
    private static final class KeyedElements implements Source {
        private final Input.Index index;
        private final Decoded message;
        private @Nullable Object value;

        KeyedElements(Input.Index index, Decoded message) {
            this.index = index;
            this.message = message;
        }

        @Override
        public synchronized Object value() {
            if (value == null) {
                value = Keyed.elements(message.value(), index.list(), index.key());
            }
            return value;
        }

        /** A look-up itself is little. */
        @Override
        public synchronized long bytes() {
            return value == null ? message.bytes() : 0;
        }
    }

    private static final class Decoded implements Source {
        private final Piece piece;
        private final Descriptor type;
        private @Nullable DynamicMessage value;

        Decoded(Piece piece, Descriptor type) {
            this.piece = piece;
            this.type = type;
        }

        @Override
        public synchronized DynamicMessage value() {
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
