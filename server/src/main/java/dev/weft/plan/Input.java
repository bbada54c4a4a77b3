package dev.weft.plan;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.wire.Projection;
import java.util.List;

/** Where something that a formula reads comes from. */
public sealed interface Input {
    /** The node that brings it; -1 when it is there from the beginning. */
    default int node() {
        return -1;
    }

    /**
     * A message that stands in a slot, whole.
     *
     * @param node the call whose answer it is, or the call's fallback; -1 for the request
     * @param type its type
     */
    record Message(int slot, int node, Descriptor type) implements Input {}

    /** What the computation of that node came to. */
    record Computed(int node) implements Input {}

    /** Whether it belongs to one element, or one projected message, and is not the same for the whole page. */
    default boolean isOwn() {
        return false;
    }

    /** The message that a field is projected from. */
    record This() implements Input {
        @Override
        public boolean isOwn() {
            return true;
        }
    }

    /**
     * The list of all responses of a call that is made for each element of a list.
     *
     * @param slot where the message stands whose only field it is
     */
    record Responses(int slot, int node, FieldDescriptor field) implements Input {}

    /**
     * A map from keys to elements of a list; the first of those with equal keys.
     *
     * @param slot where the message stands that the list is in
     * @param type its type
     * @param list the fields from that message to the list
     * @param key the fields from an element to its key
     */
    record Index(int slot, int node, Descriptor type, List<FieldDescriptor> list, List<FieldDescriptor> key)
            implements Input {
        public Index {
            list = List.copyOf(list);
            key = List.copyOf(key);
        }
    }

    /**
     * A message that stands in a slot of the element at hand: what a call brought for it.
     *
     * @param type its type
     */
    record Row(int slot, int node, Descriptor type) implements Input {
        @Override
        public boolean isOwn() {
            return true;
        }
    }

    /**
     * What {@link dev.weft.expression.Plucking#read} reads, serialized.
     *
     * @param slot where it stands
     * @param isOwn whether it is a slot of the element at hand
     */
    record Plucked(int slot, int node, boolean isOwn) implements Input {}

    /** The same, of the message that a field is projected from. */
    record PluckedThis(Projection projection) implements Input {
        @Override
        public boolean isOwn() {
            return true;
        }
    }

    /**
     * The element itself.
     *
     * @param slot where the message stands whose only field it is
     */
    record Each(int slot, FieldDescriptor field) implements Input {
        @Override
        public boolean isOwn() {
            return true;
        }
    }
}
