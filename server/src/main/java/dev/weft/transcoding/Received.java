package dev.weft.transcoding;

/** What an answer that came as JSON turned out to be. */
public sealed interface Received {
    /** A message, serialized: well-formed, though fields may stand in any order. */
    record Message(byte[] bytes) implements Received {}

    /**
     * Not JSON, or of another shape.
     *
     * @param reason names the declared field and what was expected; nothing of the content
     */
    record Malformed(String reason) implements Received {}
}
