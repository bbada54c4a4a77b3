package dev.weft.plan;

import com.google.protobuf.Descriptors.Descriptor;

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

    /** The message that a field is projected from. */
    record This() implements Input {}
}
