package dev.weft.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first walk over a serialized message: checks what is copied and computes the length of every nested message and re-encoded
 * chunk, in the order in which {@link Write}, the second walk, comes to them.
 */
final class Measure {
    /** Among the lengths: the message or chunk is not written. */
    static final int DROPPED = -1;

    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    /**
     * How many bytes may be walked beyond the first walk, per byte of the message. A field that is used several times is walked
     * several times, which is little; but where a recursive type's own field is used twice it is two to the power of the depth.
     */
    private static final long MOST_FURTHER_WALKS = 256;

    private static final long[] NONE_SEEN = {};

    private final byte[] source;
    private final @Nullable Rendering rendering;
    private long walkable;
    private int[] lengths = new int[16];
    private int count;
    private long size;
    private boolean irregular;
    private boolean dropped;

    private Measure(byte[] source, @Nullable Rendering rendering) {
        this.source = source;
        this.rendering = rendering;
        this.walkable = MOST_FURTHER_WALKS * (source.length + MOST_FURTHER_WALKS);
    }

    /** Measures the message {@code source}; what it inserts is taken from {@code rendering}, or nothing when that is null. */
    static Measure of(byte[] source, Node node, @Nullable Rendering rendering) throws MalformedException {
        Measure measure = new Measure(source, rendering);
        measure.size = measure.message(node, 0, source.length, 0);
        checkSize(measure.size, 0);
        return measure;
    }

    /** How many bytes are written. */
    int size() {
        return (int) size;
    }

    int[] lengths() {
        return lengths;
    }

    /**
     * Whether a singular field occurred twice, or two members of a oneof, or a map's value is needed and absent. All was checked, but what was measured is worth nothing:
     * it has to be done again with what {@link Normalizer} makes of the message.
     */
    boolean irregular() {
        return irregular;
    }

    private long message(Node node, int start, int end, int depth) throws MalformedException {
        if (depth > Tag.DEEPEST) {
            throw new MalformedException(MalformedException.DEPTH, start);
        }
        long total = around(node, start, end, depth);
        long seen = 0;
        long[] seenMore = NONE_SEEN;
        int at = start;
        while (at < end) {
            int tag = source[at++];
            if (tag < 0) {
                int tagStart = at - 1;
                at = Varint.tagEnd(source, tagStart, end);
                tag = (int) Varint.value(source, tagStart, at);
            }
            Action action = node.action(Tag.number(tag));
            if (action == null) {
                at = Tag.skip(source, tag, at, end, depth);
                continue;
            }
            if (tag != action.sourceTag) {
                int next = Tag.skip(source, tag, at, end, depth);
                total += otherwiseTagged(action, tag, at, next);
                at = next;
                continue;
            }
            int value = at;
            switch (Tag.wireType(tag)) {
                case Tag.VARINT -> at = Varint.end(source, at, end);
                case Tag.LENGTH -> {
                    value = Varint.lengthEnd(source, at, end);
                    at = Tag.contentEnd(source, at, value, end);
                }
                default -> at = Tag.skip(source, tag, at, end, depth);
            }
            if (action.unknownIsAbsent && !action.isKnown(source, value, at)) {
                continue;
            }
            if (action.seenWord == 0) {
                irregular |= (seen & action.seenBit) != 0;
                seen |= action.seenBit;
            } else {
                seenMore = seeMore(seenMore, action);
            }
            total += value(action, value, at, depth);
            if (action.next != null) {
                total += furtherValues(action.next, value, at, depth);
            }
        }
        if (node.entryValue != null) {
            irregular |= node.requiresValue() && (seen & node.entryValue.seenBit) == 0;
        }
        return total;
    }

    /** What a message holds beside the fields that are copied into it one by one. */
    private long around(Node node, int start, int end, int depth) throws MalformedException {
        long total = node.constants.length;
        if (rendering != null) {
            for (Part.Slot insert : node.inserts) {
                total += rendering.size(insert);
            }
        }
        for (Action self : node.selves) {
            walkAgain(start, end);
            total += nested(self, start, end, depth);
        }
        return total;
    }

    private long[] seeMore(long[] words, Action action) {
        int index = action.seenWord - 1;
        long[] grown = index < words.length ? words : Arrays.copyOf(words, index + 1);
        irregular |= (grown[index] & action.seenBit) != 0;
        grown[index] |= action.seenBit;
        return grown;
    }

    /** A field that came with another wire type than that of one value. */
    private long otherwiseTagged(Action first, int tag, int start, int end) throws MalformedException {
        if (tag != first.packedTag) {
            if (first.operation == Action.TRACK) {
                return 0;
            }
            throw new MalformedException(MalformedException.WRONG_WIRE_TYPE, start);
        }
        int values = Varint.next(source, start);
        long total = 0;
        for (Action action = first; action != null; action = action.next) {
            total += chunk(action, values, end);
        }
        return total;
    }

    private long furtherValues(Action first, int start, int end, int depth) throws MalformedException {
        long total = 0;
        for (Action action = first; action != null; action = action.next) {
            walkAgain(start, end);
            total += value(action, start, end, depth);
        }
        return total;
    }

    private void walkAgain(int start, int end) throws MalformedException {
        walkable -= end - start;
        if (walkable < 0) {
            throw new MalformedException(MalformedException.EXPANSION, start);
        }
    }

    private long value(Action action, int start, int end, int depth) throws MalformedException {
        return switch (action.operation) {
            case Action.MESSAGE -> nested(action, start, end, depth + 1);
            case Action.DESCEND -> message(action.child(), start, end, depth + 1);
            case Action.STRING -> {
                Utf8.check(source, start, end);
                yield scalar(action, start, end);
            }
            case Action.TRACK -> 0;
            default -> scalar(action, start, end);
        };
    }

    private long scalar(Action action, int start, int end) {
        if (action.keeps(source, start, end)) {
            return action.targetTagSize + action.size(source, start, end);
        }
        dropped |= action.unknownDropsMessage;
        return 0;
    }

    private long nested(Action action, int start, int end, int depth) throws MalformedException {
        int index = reserve();
        long length = message(action.child(), start, end, depth);
        checkSize(length, start);
        if (dropped || (length == 0 && !action.keepsZero)) {
            dropped = false;
            length = DROPPED;
        }
        return framed(action, index, length);
    }

    /** A chunk of packed values. */
    private long chunk(Action action, int start, int end) throws MalformedException {
        if (action.copiesChunks()) {
            checkChunk(action, start, end);
            int length = end - start;
            return length == 0 ? 0 : action.targetTagSize + Varint.size(length) + length;
        }
        int index = reserve();
        long length = 0;
        for (int at = start; at < end; ) {
            int next = elementEnd(action, at, end);
            length += action.keeps(source, at, next) ? action.size(source, at, next) : 0;
            at = next;
        }
        checkSize(length, start);
        return framed(action, index, length == 0 ? DROPPED : length);
    }

    private void checkChunk(Action action, int start, int end) throws MalformedException {
        int at = start;
        while (at < end) {
            at = elementEnd(action, at, end);
        }
    }

    private int elementEnd(Action action, int start, int end) throws MalformedException {
        return switch (Tag.wireType(action.sourceTag)) {
            case Tag.VARINT -> Varint.end(source, start, end);
            case Tag.FIXED32 -> Tag.fixedEnd(start, 4, end);
            default -> Tag.fixedEnd(start, 8, end);
        };
    }

    private int reserve() {
        if (count == lengths.length) {
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        return count++;
    }

    /** Notes the length of what was measured since {@code index} was reserved, and adds its tag and the length to it. */
    private long framed(Action action, int index, long length) {
        lengths[index] = (int) length;
        if (length <= 0) {
            count = index + 1; // nothing inside is written, so Write does not come to the lengths there
        }
        return length == DROPPED ? 0 : action.targetTagSize + Varint.size(length) + length;
    }

    private static void checkSize(long size, int offset) throws MalformedException {
        if (size > MOST_BYTES) {
            throw new MalformedException(MalformedException.SIZE, offset);
        }
    }
}
