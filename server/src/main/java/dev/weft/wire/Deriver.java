package dev.weft.wire;

import java.util.List;

/** Works fields out of the message that they are projected from. Called when a page is written, once for each such message. */
@FunctionalInterface
public interface Deriver {
    /** There is nothing to work out. */
    Deriver NONE = (index, message) -> List.of();

    /**
     * The fields.
     *
     * @param index what is worked out: as it was given to {@link Mapping#derive}
     * @param message the serialized message
     */
    List<Piece> derive(int index, byte[] message);

    /** For messages that are inserted into the one that is written, from elsewhere: they are not inside of it. */
    default Deriver elsewhere() {
        return this;
    }
}
