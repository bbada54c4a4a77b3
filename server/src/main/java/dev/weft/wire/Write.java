package dev.weft.wire;

import org.jspecify.annotations.Nullable;

/** The second walk over a serialized message that {@link Measure} checked: writes what is copied, with the lengths it found. */
final class Write {
    private final byte[] source;
    private final int[] lengths;
    private final @Nullable Rendering rendering;
    private final byte[] target;
    private int count;

    private Write(byte[] source, int[] lengths, @Nullable Rendering rendering, byte[] target) {
        this.source = source;
        this.lengths = lengths;
        this.rendering = rendering;
        this.target = target;
    }

    /** Writes the fields of the message {@code source} at {@code at} and returns the offset after them. */
    static int fields(byte[] source, Node node, int[] lengths, @Nullable Rendering rendering, byte[] target, int at) {
        return new Write(source, lengths, rendering, target).message(node, 0, source.length, at);
    }

    private int message(Node node, int start, int end, int out) {
        int to = around(node, start, end, out);
        int at = start;
        while (at < end) {
            int tag = source[at++];
            if (tag < 0) {
                int tagStart = at - 1;
                at = Varint.next(source, tagStart);
                tag = (int) Varint.value(source, tagStart, at);
            }
            Action action = node.action(Tag.number(tag));
            int value = at;
            if (Tag.wireType(tag) == Tag.LENGTH) {
                value = Varint.next(source, at);
                at = value + (int) Varint.value(source, at, value);
            } else {
                at = Tag.next(source, tag, at);
            }
            if (action != null && tag == action.sourceTag) {
                to = values(action, value, at, to);
            } else if (action != null && tag == action.packedTag) {
                to = chunks(action, value, at, to);
            }
        }
        return to;
    }

    private int around(Node node, int start, int end, int out) {
        int to = Bytes.copy(node.constants, 0, node.constants.length, target, out);
        if (rendering != null) {
            for (Part.Slot insert : node.inserts) {
                to = rendering.write(insert, target, to);
            }
        }
        for (Action self : node.selves) {
            to = nested(self, start, end, to);
        }
        return to;
    }

    private int values(Action first, int start, int end, int out) {
        int to = out;
        for (Action action = first; action != null; action = action.next) {
            to = value(action, start, end, to);
        }
        return to;
    }

    private int value(Action action, int start, int end, int out) {
        return switch (action.operation) {
            case Action.MESSAGE -> nested(action, start, end, out);
            case Action.DESCEND -> message(action.child(), start, end, out);
            case Action.TRACK -> out;
            default ->
                action.keeps(source, start, end)
                        ? action.write(source, start, end, target, Tag.write(target, out, action.targetTag))
                        : out;
        };
    }

    private int nested(Action action, int start, int end, int out) {
        int length = lengths[count++];
        if (length == Measure.DROPPED) {
            return out;
        }
        int to = Varint.write(target, Tag.write(target, out, action.targetTag), length);
        return length == 0 ? to : message(action.child(), start, end, to);
    }

    private int chunks(Action first, int start, int end, int out) {
        int to = out;
        for (Action action = first; action != null; action = action.next) {
            to = action.copiesChunks() ? copyChunk(action, start, end, to) : convertChunk(action, start, end, to);
        }
        return to;
    }

    private int copyChunk(Action action, int start, int end, int out) {
        if (start == end) {
            return out;
        }
        int to = Varint.write(target, Tag.write(target, out, action.targetPackedTag), end - start);
        return Bytes.copy(source, start, end, target, to);
    }

    private int convertChunk(Action action, int start, int end, int out) {
        int length = lengths[count++];
        if (length == Measure.DROPPED) {
            return out;
        }
        int to = Varint.write(target, Tag.write(target, out, action.targetPackedTag), length);
        for (int at = start; at < end; ) {
            int next = elementEnd(action, at);
            to = action.keeps(source, at, next) ? action.write(source, at, next, target, to) : to;
            at = next;
        }
        return to;
    }

    private int elementEnd(Action action, int at) {
        return switch (Tag.wireType(action.sourceTag)) {
            case Tag.VARINT -> Varint.next(source, at);
            case Tag.FIXED32 -> at + 4;
            default -> at + 8;
        };
    }
}
