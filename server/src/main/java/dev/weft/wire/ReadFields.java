package dev.weft.wire;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The fields that some projections read of one type of message: a copy with these alone is read by each of them as the whole message is.
 * Immutable, safe for use by many threads.
 */
public final class ReadFields {
    private final Mapping gathered;
    private final Projection copy;
    private final String text;

    private ReadFields(Mapping gathered, String text) {
        this.gathered = gathered;
        this.copy = Projection.compile(gathered);
        this.text = text;
    }

    /**
     * What these read of messages of that type; empty when only the whole message will do: when something is worked out of a message that
     * has groups or delimited fields, which are not copied.
     */
    public static Optional<ReadFields> of(Descriptor type, Collection<Projection> projections) {
        Gathering gathering = new Gathering();
        Mapping gathered = gathering.gather(
                type, projections.stream().map(Projection::mapping).toList());
        return gathering.needsWhole() ? Optional.empty() : Optional.of(new ReadFields(gathered, gathering.text()));
    }

    /** Copies them into a message of the same type. */
    public Projection copy() {
        return copy;
    }

    /**
     * Where they are, in the order of their numbers: {@code orders.id}; {@code **} are all. A message that is read whole is one path; {@code user.friend.…} are
     * the fields that are listed beside it already, of a type that leads to itself; of {@code user.friend {}} nothing is read but whether
     * it is there.
     */
    public List<String> paths() {
        return PathList.of(gathered);
    }

    /** Their names: what has the same names is the same fields of the type. */
    @Override
    public String toString() {
        return text;
    }
}
