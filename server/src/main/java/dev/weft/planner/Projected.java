package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How messages of one type are made from messages of another. One for each pair of types in a page, and for what is at hand there, so
 * that recursive types come back to themselves: complete only when the whole page is resolved. Not thread-safe.
 */
final class Projected {
    private final Descriptor source;
    private final Descriptor target;
    private final boolean identity;
    private final OptionalInt list;
    private final List<Filled> fields = new ArrayList<>();

    private Projected(Descriptor source, Descriptor target, boolean identity, OptionalInt list) {
        this.source = source;
        this.target = target;
        this.identity = identity;
        this.list = list;
    }

    /** One that is yet to be filled, where that element is at hand. */
    static Projected of(Descriptor source, Descriptor target, Hand hand) {
        return new Projected(source, target, false, hand.isElement() ? hand.list() : OptionalInt.empty());
    }

    /** A message that is taken over as it is. */
    static Projected identity(Descriptor type) {
        return new Projected(type, type, true, OptionalInt.empty());
    }

    /** The same, with these fields in place of its own. */
    Projected with(List<Filled> others) {
        Projected other = new Projected(source, target, identity, list);
        other.fields.addAll(others);
        return other;
    }

    Descriptor source() {
        return source;
    }

    Descriptor target() {
        return target;
    }

    /** Whether it is a well-known type that is taken over as it is. */
    boolean identity() {
        return identity;
    }

    /** The list for whose elements calls are made, when the source is one of them; empty inside of one too. */
    OptionalInt list() {
        return list;
    }

    /** What fills the fields of the target; none of an identity. */
    List<Filled> fields() {
        return fields;
    }
}
