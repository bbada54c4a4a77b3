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

    /** What is worked out of a message inside of the one at hand is left out: it leads to more than that holds. */
    default void leaveOut(int index) {}

    /** How large all is, in bytes, that is read beside the messages. */
    default long bytes() {
        return 0;
    }

    /** For messages that are inserted into the one that is written, from elsewhere: they are not inside of it. */
    default Deriver elsewhere() {
        return this;
    }
}
