package dev.weft.transcoding;

import java.io.IOException;

/** Reads one value from JSON. Immutable. */
interface ValueReader {
    /**
     * Writes the wire bytes, without a tag, of the value that the parser stands at, and leaves the parser at its last token.
     *
     * @throws BadValueException when it is not what is expected; the parser still stands at the value's first token, and what has
     *     been written is to be taken back
     */
    void read(Reading r) throws IOException, BadValueException;
}
