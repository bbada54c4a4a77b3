package dev.weft.transcoding;

import java.util.List;

/** What a request, or a piece of JSON, turned out to be. */
public sealed interface Decoded {
    /** A message, serialized: well-formed, though fields may stand in any order and more than once. */
    record Message(byte[] bytes) implements Decoded {}

    /** Not a message, and why: at least one violation. */
    record Invalid(List<Violation> violations) implements Decoded {}
}
