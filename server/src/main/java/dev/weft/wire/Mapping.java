package dev.weft.wire;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;

/**
 * How fields of one message are filled from another: what a {@link Projection} is compiled from.
 *
 * <p>It can be added to until it is compiled, so that mappings of recursive types can refer to each other. Not thread-safe.
 */
public final class Mapping {
    private final Descriptor source;
    private final List<Rule> rules = new ArrayList<>();

    /** An empty mapping from messages of type {@code source}. */
    public Mapping(Descriptor source) {
        this.source = source;
    }

    /**
     * Fills {@code target}, a scalar, an enum, or a list or map of them, from the field at the end of {@code path}.
     *
     * @param path from the source message through singular message fields; not empty
     * @param defaults whether a value that is its type's default is copied
     * @throws IllegalArgumentException when {@link Conversion#between} finds no way from one to the other
     */
    public Mapping copy(List<FieldDescriptor> path, FieldDescriptor target, Defaults defaults) {
        throw new UnsupportedOperationException();
    }

    /**
     * Fills {@code target}, a message, a list of messages or a map to messages, each message by {@code element}.
     *
     * @param path from the source message through singular message fields; empty for the source message itself
     * @param defaults whether an empty message is copied, of a singular field
     */
    public Mapping project(List<FieldDescriptor> path, FieldDescriptor target, Mapping element, Defaults defaults) {
        throw new UnsupportedOperationException();
    }

    /** Adds fields that are always the same, already encoded. */
    public Mapping constant(byte[] fields) {
        throw new UnsupportedOperationException();
    }

    /** Adds the fields that stand in {@code slots[slot]} when the page is written: what is read elsewhere than in the source. */
    public Mapping insert(Part.Slot slot) {
        throw new UnsupportedOperationException();
    }

    /** Every field of {@code type} into itself, at every depth; what it does not declare is dropped. */
    public static Mapping identity(Descriptor type) {
        throw new UnsupportedOperationException();
    }

    /** Whether a value that is the default of its type, zero or empty, is a value. */
    public enum Defaults {
        /** As protobuf has it: kept where source and target both have presence, otherwise dropped. */
        AS_DECLARED,
        /** Never kept. */
        DROPPED
    }

    private interface Rule {}
}
