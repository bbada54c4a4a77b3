package dev.weft.wire;

/** What came of reading a serialized message: fields to be written, or that the message is damaged. */
public sealed interface Reading permits Piece, Reading.Malformed {
    /**
     * The message is not well-formed.
     *
     * @param reason what is wrong, without any of its content: "truncated", "invalid UTF-8"
     * @param offset the byte at which it was noticed
     */
    record Malformed(String reason, int offset) implements Reading {}
}
