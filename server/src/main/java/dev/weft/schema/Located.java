package dev.weft.schema;

/**
 * Where a {@link Spot} stands, as exactly as the descriptor set tells.
 *
 * @param position the place
 * @param what what stands there
 * @param steps how many steps of the spot's option lead to what stands there, for a statement
 */
public record Located(Position position, What what, int steps) {
    /** What stands at a position. */
    public enum What {
        /** A statement that sets the option, or a part of it. */
        STATEMENT,
        /** The name of the element. */
        ELEMENT,
        /** The file's beginning: the descriptor set has no source positions. */
        NOTHING
    }
}
