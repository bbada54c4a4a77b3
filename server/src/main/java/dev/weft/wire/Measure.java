package dev.weft.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The walk over a serialized message: checks what is copied, computes the length of every message and chunk that is
 * written, and notes in a {@link Script} what is written.
 */
final class Measure {
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    /**
     * How many bytes may be walked beyond the first walk, per byte of the message. A field that is used several times
     * is walked several times, which is little; but where a recursive type's own field is used twice it is two to the
     * power of the depth.
     */
    private static final long MOST_FURTHER_WALKS = 256;

    /** The field of a message that is projected from itself. */
    private static final int NOWHERE = -1;

    private static final long[] NONE_SEEN = {};

    private final byte[] source;
    private final Script script;
    private final @Nullable Rendering rendering;
    private long walkable;
    private long size;
    private boolean irregular;
    private boolean dropped;

    private Measure(byte[] source, @Nullable Rendering rendering) {
        this.source = source;
        this.script = new Script(source);
        this.rendering = rendering;
        this.walkable = MOST_FURTHER_WALKS * (source.length + MOST_FURTHER_WALKS);
    }

    /**
     * Measures the message {@code source}; what it inserts is taken from {@code rendering}, or nothing when that is
     * null.
     */
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

    Script script() {
        return script;
    }

    /**
     * Whether a singular field occurred twice, or two members of a oneof, or a map's value is needed and absent. All
     * was checked, but what was measured is worth nothing: it is done again with what {@link Normalizer} makes of the
     * message.
     */
    boolean irregular() {
        return irregular;
    }

    private long message(Node node, int start, int end, int depth) throws MalformedException {
        if (depth > Tag.DEEPEST) {
            throw new MalformedException(MalformedException.DEPTH, start);
        }
        long total = node.writesOfNothing() ? around(node, start, end, depth) : 0;
        long seen = 0;
        long[] seenMore = NONE_SEEN;
        int at = start;
        while (at < end) {
            int field = at;
            int tag = source[at++];
            if (tag < 0) {
                at = Varint.tagEnd(source, field, end);
                tag = (int) Varint.value(source, field, at);
            }
            Action action = node.action(Tag.number(tag));
            if (action == null) {
                at = Tag.skip(source, tag, at, end, depth);
                continue;
            }
            int framed = at;
            if (tag != action.sourceTag) {
                at = Tag.skip(source, tag, at, end, depth);
                total += otherwiseTagged(action, tag, field, framed, at);
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
            total += value(action, field, framed, value, at, depth);
            if (action.next != null) {
                total += furtherValues(action.next, field, framed, value, at, depth);
            }
        }
        if (node.entryValue != null) {
            irregular |= node.requiresValue() && (seen & node.entryValue.seenBit) == 0;
        }
        return total;
    }

    /** What a message holds beside the fields that are copied into it one by one. */
    private long around(Node node, int start, int end, int depth) throws MalformedException {
        long total = 0;
        for (Part.Constant constant : node.constants) {
            script.part(constant);
            total += constant.fields().length;
        }
        if (rendering != null) {
            for (Part.Slot insert : node.inserts) {
                script.part(insert);
                total += rendering.size(insert);
            }
            for (int derived : node.derived) {
                byte[] fields = rendering.derive(derived, Arrays.copyOfRange(source, start, end));
                script.part(new Part.Constant(fields));
                total += fields.length;
            }
        }
        for (Action self : node.selves) {
            walkAgain(start, end);
            total += nested(self, NOWHERE, NOWHERE, start, end, depth);
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
    private long otherwiseTagged(Action first, int tag, int field, int framed, int end) throws MalformedException {
        if (tag != first.packedTag) {
            if (first.operation == Action.TRACK) {
                return 0;
            }
            throw new MalformedException(MalformedException.WRONG_WIRE_TYPE, framed);
        }
        int start = Varint.next(source, framed);
        long total = 0;
        for (Action action = first; action != null; action = action.next) {
            total += chunk(action, field, framed, start, end);
        }
        return total;
    }

    private long furtherValues(Action first, int field, int framed, int start, int end, int depth)
            throws MalformedException {
        long total = 0;
        for (Action action = first; action != null; action = action.next) {
            walkAgain(start, end);
            total += value(action, field, framed, start, end, depth);
        }
        return total;
    }

    private void walkAgain(int start, int end) throws MalformedException {
        walkable -= end - start;
        if (walkable < 0) {
            throw new MalformedException(MalformedException.EXPANSION, start);
        }
    }

    /**
     * The value in {@code [start, end)}; its tag begins at {@code field}, and what follows the tag, a length or the
     * value itself, at {@code framed}.
     */
    private long value(Action action, int field, int framed, int start, int end, int depth) throws MalformedException {
        if (action.verbatim) {
            if (action.operation == Action.STRING) {
                Utf8.check(source, start, end);
            }
            if (action.keeps(source, start, end)) {
                return copied(action.sourceTag, action.targetTag, action.targetTagSize, field, framed, end);
            }
            dropped |= action.unknownDropsMessage;
            return 0;
        }
        return switch (action.operation) {
            case Action.MESSAGE -> nested(action, field, framed, start, end, depth + 1);
            case Action.DESCEND -> message(action.child(), start, end, depth + 1);
            case Action.TRACK -> 0;
            default ->
                action.keeps(source, start, end)
                        ? action.targetTagSize + number(action, action.targetTag, start, end)
                        : 0;
        };
    }

    /** What follows the tag is written as it came, and so is the tag if it is to be the same. */
    private long copied(int sourceTag, int targetTag, int targetTagSize, int field, int framed, int end)
            throws MalformedException {
        if (sourceTag == targetTag && framed - field == targetTagSize) {
            script.copy(field, end);
        } else {
            script.copy(targetTag, framed, end);
        }
        return (long) targetTagSize + end - framed;
    }

    /** How many bytes a number takes without its tag; {@code tag} is 0 inside of a chunk. */
    private int number(Action action, int tag, int start, int end) throws MalformedException {
        switch (action.operation) {
            case Action.WIDEN_SIGNED -> {
                int value = (int) Varint.value(source, start, end);
                script.signed(tag, value);
                return Varint.size(value);
            }
            case Action.WIDEN_UNSIGNED -> {
                int value = (int) Varint.value(source, start, end);
                script.unsigned(tag, value);
                return Varint.size(Integer.toUnsignedLong(value));
            }
            case Action.WIDEN_FLOAT -> {
                script.widened(tag, Bytes.readFloat(source, start));
                return Double.BYTES;
            }
            default -> {
                script.copy(start, end);
                return end - start;
            }
        }
    }

    private long nested(Action action, int field, int framed, int start, int end, int depth) throws MalformedException {
        int position = script.length(action.targetTag);
        long length = message(action.child(), start, end, depth);
        if (dropped || (length == 0 && !action.keepsZero)) {
            dropped = false;
            script.cut(position);
            return 0;
        }
        checkSize(length, start);
        if (length == end - start && framed != NOWHERE && script.onlyCopies(position, start, end)) {
            script.cut(position);
            return copied(action.sourceTag, action.targetTag, action.targetTagSize, field, framed, end);
        }
        script.setLength(position, (int) length);
        return action.targetTagSize + Varint.size(length) + length;
    }

    private long chunk(Action action, int field, int framed, int start, int end) throws MalformedException {
        if (action.copiesChunks()) {
            for (int at = start; at < end; ) {
                at = elementEnd(action, at, end);
            }
            int tagSize = action.targetTagSize;
            return start == end ? 0 : copied(action.packedTag, action.targetPackedTag, tagSize, field, framed, end);
        }
        int position = script.length(action.targetPackedTag);
        long length = 0;
        for (int at = start; at < end; ) {
            int next = elementEnd(action, at, end);
            length += action.keeps(source, at, next) ? number(action, 0, at, next) : 0;
            at = next;
        }
        if (length == 0) {
            script.cut(position);
            return 0;
        }
        checkSize(length, start);
        script.setLength(position, (int) length);
        return action.targetTagSize + Varint.size(length) + length;
    }

    private int elementEnd(Action action, int start, int end) throws MalformedException {
        return switch (Tag.wireType(action.sourceTag)) {
            case Tag.VARINT -> Varint.end(source, start, end);
            case Tag.FIXED32 -> Tag.fixedEnd(start, 4, end);
            default -> Tag.fixedEnd(start, 8, end);
        };
    }

    private static void checkSize(long size, int offset) throws MalformedException {
        if (size > MOST_BYTES) {
            throw new MalformedException(MalformedException.SIZE, offset);
        }
    }
}
