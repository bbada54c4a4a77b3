package dev.weft.transcoding;

/** Writes one value from its wire bytes as JSON. Immutable. */
interface ValueWriter {
    /** Writes the value whose bytes start at {@code at}, after the tag; the bytes are known to be there. */
    void write(Writing w, int at) throws UnwritableException;
}
