package dev.weft.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message composed of parts. Immutable, safe for use by many threads. */
public final class Template {
    private Template() {}

    /** A template that writes the parts in their order. */
    public static Template of(List<Part> parts) {
        throw new UnsupportedOperationException();
    }

    /** The message, in one buffer of exactly its length. A slot may hold null: there is nothing to write for it. */
    public byte[] render(@Nullable Piece[] slots) {
        throw new UnsupportedOperationException();
    }
}
