package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that a path reads.
 *
 * @param origin the message that the path starts from
 * @param root the type of that message
 * @param path the fields, from the root; all but the last are singular messages; empty for the whole message
 */
record Source(Origin origin, Descriptor root, List<FieldDescriptor> path) {
    Source {
        path = List.copyOf(path);
    }

    /** The field that is read; empty for the whole message. */
    Optional<FieldDescriptor> field() {
        return path.isEmpty() ? Optional.empty() : Optional.of(path.get(path.size() - 1));
    }

    /** What is read by going further. */
    Source into(List<FieldDescriptor> further) {
        List<FieldDescriptor> all = new ArrayList<>(path);
        all.addAll(further);
        return new Source(origin, root, all);
    }

    /** Whether both read fields of one and the same message. */
    boolean besides(Source other) {
        return origin.equals(other.origin)
                && !path.isEmpty()
                && path.size() == other.path.size()
                && path.subList(0, path.size() - 1).equals(other.path.subList(0, path.size() - 1));
    }

    /** The message that a path starts from. */
    sealed interface Origin {
        /** The page's request. */
        record Request() implements Origin {}

        /** The response of the call of that index. */
        record Call(int index) implements Origin {}

        /** What the computation of that index came to. */
        record Computed(int index) implements Origin {}

        /** What a formula came to that reads {@code this}: not known before the page is written. */
        record Result() implements Origin {}

        /** The message that a message is projected from. */
        record This() implements Origin {}

        /** The element that the call of that index is made for, of a list that is read of {@code list}. */
        record Each(int call, Origin list) implements Origin {}

        /** What a formula came to for the element that the call is made for: which of the call's own formulas. */
        record Worked(int call, int index) implements Origin {}

        /** What the call of that index, which is made for each element of a list, answered for the element at hand. */
        record Row(int call) implements Origin {}

        /** Whether it belongs to one element, or one message, and is not the same for the whole page. */
        default boolean isOwn() {
            return this instanceof This || this instanceof Each || this instanceof Worked || this instanceof Row;
        }
    }
}
