package dev.weft.wire;

/**
 * The shorter walk over a message of which every field is copied under its own number: whether it can be copied as it
 * is. Most can, and it is a good part cheaper to see than to write them field by field.
 */
final class Verbatim {
    private final byte[] source;

    Verbatim(byte[] source) {
        this.source = source;
    }

    /**
     * Whether {@code [start, end)} is what {@link Walk} would write of it. When not, it says nothing of what stands
     * behind the first field that stands in the way.
     *
     * @throws MalformedException when it is damaged
     */
    boolean holds(Node node, int start, int end, int depth) throws MalformedException {
        if (depth > Tag.DEEPEST) {
            throw new MalformedException(MalformedException.DEPTH, start);
        }
        long seen = 0;
        int at = start;
        while (at < end) {
            int from = at;
            int tag = source[at++];
            if (tag < 0) {
                at = Varint.tagEnd(source, from, end);
                tag = (int) Varint.value(source, from, at);
            }
            Action action = node.action(Tag.number(tag));
            if (action == null || tag != action.sourceTag || at - from != action.sourceTagSize) {
                return false;
            }
            if ((seen & action.seenBit) != 0) {
                return false;
            }
            seen |= action.seenBit;
            int next = valueEnd(action, at, end, depth);
            if (next < 0) {
                return false;
            }
            at = next;
        }
        return true;
    }

    /** The offset after the value at {@code start}, or -1 when the value stands in the way. */
    private int valueEnd(Action action, int start, int limit, int depth) throws MalformedException {
        return switch (action.kind) {
            case Action.VARINT -> keptVarint(action, start, Varint.end(source, start, limit));
            case Action.FIXED -> kept(action, start, Tag.fixedEnd(start, action.width, limit));
            case Action.TEXT, Action.BLOB, Action.SUBMESSAGE -> {
                int content = Varint.lengthEnd(source, start, limit);
                yield framed(action, content, Tag.contentEnd(source, start, content, limit), depth);
            }
            default -> -1;
        };
    }

    private int framed(Action action, int start, int end, int depth) throws MalformedException {
        if (action.kind == Action.TEXT) {
            Utf8.check(source, start, end);
        }
        boolean same = action.kind != Action.SUBMESSAGE || holds(action.child(), start, end, depth + 1);
        return same && (action.keepsZero || start < end) ? end : -1;
    }

    private int keptVarint(Action action, int start, int end) {
        return action.keepsVarint(source, start, end) ? end : -1;
    }

    private int kept(Action action, int start, int end) {
        return action.keeps(source, start, end) ? end : -1;
    }
}
