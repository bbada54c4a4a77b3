package dev.weft.transcoding;

/** Reads one value of a scalar field from its text, as it stands in a path, a query, a key of a map, or a JSON string. Immutable. */
interface TextReader {
    /** Writes the value's wire bytes, without a tag. What it has written when it throws is to be taken back. */
    void read(String text, WireOutput out) throws BadValueException;
}
