package dev.weft.wire;

/**
 * A compiled, checked copy of fields out of a serialized message. Safe for use by many threads.
 *
 * <p>One walk over the tags checks structure, lengths, UTF-8 and depth of all that is copied, and copies it. What is not
 * copied is skipped, and only its structure checked.
 *
 * <p>Stricter than protobuf's own parsers in this: a field that is copied must have its declared wire type, every
 * string must be UTF-8, and tags, lengths and values must fit their 32, 31 and 64 bits. Source:
 * protobuf.dev/programming-guides/encoding.
 */
public final class Projection {
    private final Mapping mapping;
    private final Node node;
    private final boolean inserts;
    private final CopiedShare share = new CopiedShare();

    Projection(Mapping mapping, Node node, boolean inserts) {
        this.mapping = mapping;
        this.node = node;
        this.inserts = inserts;
    }

    /**
     * Compiles a mapping and all that it refers to.
     *
     * @throws IllegalArgumentException when a message would be projected into itself without end
     */
    public static Projection compile(Mapping mapping) {
        return new ProjectionCompiler().compile(mapping);
    }

    /** What it was compiled from. */
    Mapping mapping() {
        return mapping;
    }

    Node node() {
        return node;
    }

    /**
     * Checks and copies what is asked for out of {@code source}. Never throws for what the bytes say. The array must
     * not be changed as long as the piece is used.
     */
    public Reading read(byte[] source) {
        try {
            if (node.verbatim && new Verbatim(source).holds(node, 0, source.length, 0)) {
                return Piece.encoded(source);
            }
            byte[] regular = source;
            Walk walk = Walk.over(source, node, null, share.of(source.length));
            if (walk.irregular()) {
                regular = Normalizer.normalize(source, node);
                walk = Walk.over(regular, node, null, regular.length);
            }
            share.saw(source.length, walk.output().size());
            return inserts ? Piece.inserting(walk.output(), node, regular) : Piece.written(walk.output());
        } catch (MalformedException damage) {
            return damage.reading();
        }
    }
}
