package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.ArrayList;
import java.util.List;

/**
 * How messages of one type are made from messages of another. One for each pair of types in a page, so that recursive types
 * come back to themselves: complete only when the whole page is resolved. Not thread-safe.
 */
final class Projected {
    private final Descriptor source;
    private final Descriptor target;
    private final boolean identity;
    private final List<Filled> fields = new ArrayList<>();

    Projected(Descriptor source, Descriptor target, boolean identity) {
        this.source = source;
        this.target = target;
        this.identity = identity;
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

    /** What fills the fields of the target; none of an identity. */
    List<Filled> fields() {
        return fields;
    }
}
