package dev.weft.wire;

/**
 * A compiled, checked copy of fields out of a serialized message. Immutable, safe for use by many threads.
 *
 * <p>One walk over the tags checks structure, lengths, UTF-8 and depth of all that is copied and computes every length;
 * {@link Template} then writes what was read into one buffer. What is not copied is skipped, and only its structure checked.
 */
public final class Projection {
    private Projection() {}

    /** Compiles a mapping and all that it refers to. */
    public static Projection compile(Mapping mapping) {
        throw new UnsupportedOperationException();
    }

    /** Checks and measures what is copied out of {@code source}. Never throws for what the bytes say. */
    public Reading read(byte[] source) {
        throw new UnsupportedOperationException();
    }
}
