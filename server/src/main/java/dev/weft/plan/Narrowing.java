package dev.weft.plan;

import dev.weft.wire.Projection;
import java.util.List;
import java.util.Set;

/** How a page is answered to a client that asks for less than all of it (AIP-157). Safe for use by many threads. */
public interface Narrowing {
    /** The number of the request's field that says what is asked for. */
    int field();

    /** Reads that field: what is read is a serialized google.protobuf.FieldMask. */
    Projection mask();

    /** What the paths of a mask, of which there is at least one, ask for. */
    Asked asked(List<String> paths);

    /** The page with no more than that. */
    Narrowed narrow(ReadMask mask);

    /** What paths ask for. */
    sealed interface Asked {
        /** A part of the answer, or all of it. */
        record Fields(ReadMask mask) implements Asked {}

        /**
         * Something that the answer does not have.
         *
         * @param problems what is wrong, in words for the client
         */
        record Nonsense(List<String> problems) implements Asked {
            public Nonsense {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * A page of which less is asked.
     *
     * @param plan the page, with every call in its place
     * @param unneeded the nodes that are not run: all that only fills what is not asked for
     * @param parts its answer taken apart, of a page that is answered as a stream; else none
     */
    record Narrowed(PagePlan plan, Set<Integer> unneeded, List<AnswerPart> parts) {
        public Narrowed {
            parts = List.copyOf(parts);
            unneeded = Set.copyOf(unneeded);
        }
    }
}
