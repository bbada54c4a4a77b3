package dev.weft.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The walk over a serialized message: checks what is copied and writes it at once. A message's length stands before it
 * and is known after it: {@link Output} leaves room for it.
 */
final class Walk {
    /**
     * How many bytes may be walked beyond the first walk, per byte of the message. A field that is used several times
     * is walked several times, which is little; but where a recursive type's own field is used twice it is two to the
     * power of the depth.
     */
    private static final long MOST_FURTHER_WALKS = 256;

    private static final long[] NONE_SEEN = {};
    private static final int NONE_YET = -1;

    private final byte[] source;
    private final Output out;
    private final Verbatim verbatim;
    private final @Nullable Rendering rendering;
    private long walkable;
    private boolean irregular;
    private boolean tries = true;
    private boolean dropped;

    // How long the last nested message became: a list's items are mostly about as long as each other.
    private int lastLength = NONE_YET;

    // Of the message that is walked just now: the bits of the fields seen that are of no usual kind.
    private long seenOdd;
    private long[] seenMore = NONE_SEEN;

    private Walk(byte[] source, @Nullable Rendering rendering, int expected) {
        this.source = source;
        this.out = new Output(expected);
        this.verbatim = new Verbatim(source);
        this.rendering = rendering;
        this.walkable = MOST_FURTHER_WALKS * (source.length + MOST_FURTHER_WALKS);
    }

    /**
     * Walks the message {@code source}; what it inserts is taken from {@code rendering}, or nothing when that is null.
     *
     * @param expected about how many bytes will be written
     */
    static Walk over(byte[] source, Node node, @Nullable Rendering rendering, int expected) throws MalformedException {
        Walk walk = new Walk(source, rendering, expected);
        walk.message(node, 0, source.length, 0);
        return walk;
    }

    /** What was written. */
    Output output() {
        return out;
    }

    /**
     * Whether a singular field occurred twice, or two members of a oneof, or a map's value is needed and absent. All
     * was checked, but what was written is worth nothing: it is done again with what {@link Normalizer} makes of the
     * message.
     */
    boolean irregular() {
        return irregular;
    }

    private void message(Node node, int start, int end, int depth) throws MalformedException {
        if (depth > Tag.DEEPEST) {
            throw new MalformedException(MalformedException.DEPTH, start);
        }
        if (node.plain) {
            fields(node, start, end, depth);
            return;
        }
        if (node.writesOfNothing()) {
            around(node, start, end, depth);
        }
        long seenOddAround = seenOdd;
        long[] seenMoreAround = seenMore;
        seenOdd = 0;
        seenMore = NONE_SEEN;
        long seen = fields(node, start, end, depth);
        if (node.entryValue != null) {
            irregular |= node.requiresValue() && (seen & node.entryValue.seenBit) == 0;
        }
        seenOdd = seenOddAround;
        seenMore = seenMoreAround;
    }

    /** Walks the fields of a message, and returns the bits of those seen that are of a usual kind. */
    private long fields(Node node, int start, int end, int depth) throws MalformedException {
        // In local variables: this loop is where the time of a page goes.
        long seen = 0;
        long twice = 0;
        int at = start;
        while (at < end) {
            int from = at;
            int tag = source[at++];
            if (tag < 0) {
                at = Varint.tagEnd(source, from, end);
                tag = (int) Varint.value(source, from, at);
            }
            Action action = node.action(Tag.number(tag));
            if (action == null) {
                at = Tag.skip(source, tag, at, end, depth);
            } else if (tag != action.sourceTag) {
                at = otherwiseTagged(action, tag, at, end, depth);
            } else if (action.kind == Action.ODD) {
                at = odd(action, tag, at, end, depth);
            } else {
                twice |= seen & action.seenBit;
                seen |= action.seenBit;
                at = usual(action, at, end, depth);
            }
        }
        irregular |= twice != 0;
        return seen;
    }

    /** Walks the value at {@code start} and returns the offset after it. */
    private int usual(Action action, int start, int limit, int depth) throws MalformedException {
        return switch (action.kind) {
            case Action.VARINT -> varint(action, start, Varint.end(source, start, limit));
            case Action.FIXED -> number(action, start, Tag.fixedEnd(start, action.width, limit));
            case Action.TEXT, Action.BLOB -> bytes(action, start, limit);
            default -> message(action, start, limit, depth);
        };
    }

    private int varint(Action action, int start, int end) throws MalformedException {
        if (action.keepsVarint(source, start, end)) {
            out.field(action.targetTag, source, start, end);
        }
        return end;
    }

    private int number(Action action, int start, int end) throws MalformedException {
        if (action.keeps(source, start, end)) {
            out.field(action.targetTag, source, start, end);
        }
        return end;
    }

    private int bytes(Action action, int framed, int limit) throws MalformedException {
        int start = Varint.lengthEnd(source, framed, limit);
        int end = Tag.contentEnd(source, framed, start, limit);
        if (action.kind == Action.TEXT) {
            Utf8.check(source, start, end);
        }
        if (action.always || start < end) {
            out.field(action.targetTag, source, framed, end);
        }
        return end;
    }

    private int message(Action action, int framed, int limit, int depth) throws MalformedException {
        int start = Varint.lengthEnd(source, framed, limit);
        int end = Tag.contentEnd(source, framed, start, limit);
        submessage(action, framed, start, end, depth + 1);
        return end;
    }

    private int odd(Action first, int tag, int framed, int limit, int depth) throws MalformedException {
        int end = Tag.skip(source, tag, framed, limit, depth);
        int start = Tag.wireType(tag) == Tag.LENGTH ? Varint.next(source, framed) : framed;
        if (first.unknownIsAbsent && !first.isKnown(source, start, end)) {
            return end;
        }
        see(first);
        value(first, framed, start, end, depth);
        for (Action action = first.next; action != null; action = action.next) {
            walkAgain(start, end);
            value(action, framed, start, end, depth);
        }
        return end;
    }

    private void see(Action action) {
        if (action.seenWord == Action.ODD_WORD) {
            irregular |= (seenOdd & action.seenBit) != 0;
            seenOdd |= action.seenBit;
        } else {
            seeMore(action);
        }
    }

    private void seeMore(Action action) {
        int index = action.seenWord - Action.ODD_WORD - 1;
        seenMore = index < seenMore.length ? seenMore : Arrays.copyOf(seenMore, index + 1);
        irregular |= (seenMore[index] & action.seenBit) != 0;
        seenMore[index] |= action.seenBit;
    }

    /** What a message holds beside the fields that are copied into it one by one. */
    private void around(Node node, int start, int end, int depth) throws MalformedException {
        for (Part.Constant constant : node.constants) {
            out.copy(constant.fields(), 0, constant.fields().length);
        }
        if (rendering != null) {
            insert(node, rendering, start, end);
        }
        for (Action self : node.selves) {
            walkAgain(start, end);
            nested(self, start, end, depth);
        }
    }

    private void insert(Node node, Rendering rendering, int start, int end) throws MalformedException {
        for (Part.Slot insert : node.inserts) {
            out.slot(insert, rendering);
        }
        for (int derived : node.derived) {
            byte[] fields = rendering.derive(derived, Arrays.copyOfRange(source, start, end));
            out.copy(fields, 0, fields.length);
        }
    }

    /** A field that came with another wire type than that of one value. */
    private int otherwiseTagged(Action first, int tag, int framed, int limit, int depth) throws MalformedException {
        int end = Tag.skip(source, tag, framed, limit, depth);
        if (tag != first.packedTag) {
            if (first.operation == Action.TRACK) {
                return end;
            }
            throw new MalformedException(MalformedException.WRONG_WIRE_TYPE, framed);
        }
        int start = Varint.next(source, framed);
        for (Action action = first; action != null; action = action.next) {
            chunk(action, framed, start, end);
        }
        return end;
    }

    private void walkAgain(int start, int end) throws MalformedException {
        walkable -= end - start;
        if (walkable < 0) {
            throw new MalformedException(MalformedException.EXPANSION, start);
        }
    }

    /** The value in {@code [start, end)}; what follows its tag, a length or the value itself, begins at {@code framed}. */
    private void value(Action action, int framed, int start, int end, int depth) throws MalformedException {
        switch (action.operation) {
            case Action.MESSAGE -> submessage(action, framed, start, end, depth + 1);
            case Action.DESCEND -> message(action.child(), start, end, depth + 1);
            case Action.TRACK -> {}
            case Action.COPY, Action.STRING, Action.BYTES -> verbatim(action, framed, start, end);
            default -> {
                if (action.keeps(source, start, end)) {
                    out.tag(action.targetTag);
                    untagged(action, start, end);
                }
            }
        }
    }

    private void verbatim(Action action, int framed, int start, int end) throws MalformedException {
        if (action.operation == Action.STRING) {
            Utf8.check(source, start, end);
        }
        if (action.keeps(source, start, end)) {
            out.field(action.targetTag, source, framed, end);
        } else {
            dropped |= action.unknownDropsMessage;
        }
    }

    /** Writes a number without its tag. */
    private void untagged(Action action, int start, int end) throws MalformedException {
        switch (action.operation) {
            case Action.WIDEN_SIGNED -> out.signed((int) Varint.value(source, start, end));
            case Action.WIDEN_UNSIGNED -> out.unsigned((int) Varint.value(source, start, end));
            case Action.WIDEN_FLOAT -> out.number(Bytes.readFloat(source, start));
            default -> out.copy(source, start, end);
        }
    }

    /** As it is, if that can be; what is below one that was in vain is not tried again, or it would be for every depth. */
    private void submessage(Action action, int framed, int start, int end, int depth) throws MalformedException {
        boolean tried = tries && action.child().verbatim;
        if (tried && verbatim.holds(action.child(), start, end, depth)) {
            if (start < end || action.keepsZero) {
                out.field(action.targetTag, source, framed, end);
            }
            return;
        }
        tries &= !tried;
        nested(action, start, end, depth);
        tries |= tried;
    }

    private void nested(Action action, int start, int end, int depth) throws MalformedException {
        int position = out.size();
        int expected = lastLength == NONE_YET ? end - start : lastLength;
        int content = out.open(action.targetTag, expected);
        message(action.child(), start, end, depth);
        if (dropped || (out.size() == content && !action.keepsZero)) {
            dropped = false;
            out.cut(position);
        } else {
            lastLength = out.size() - content;
            out.close(content, expected);
        }
    }

    private void chunk(Action action, int framed, int start, int end) throws MalformedException {
        if (action.copiesChunks()) {
            for (int at = start; at < end; ) {
                at = elementEnd(action, at, end);
            }
            if (start < end) {
                out.field(action.targetPackedTag, source, framed, end);
            }
            return;
        }
        int position = out.size();
        int content = out.open(action.targetPackedTag, end - start);
        for (int at = start; at < end; ) {
            int next = elementEnd(action, at, end);
            if (action.keeps(source, at, next)) {
                untagged(action, at, next);
            }
            at = next;
        }
        if (out.size() == content) {
            out.cut(position);
        } else {
            out.close(content, end - start);
        }
    }

    private int elementEnd(Action action, int start, int end) throws MalformedException {
        return switch (Tag.wireType(action.sourceTag)) {
            case Tag.VARINT -> Varint.end(source, start, end);
            case Tag.FIXED32 -> Tag.fixedEnd(start, 4, end);
            default -> Tag.fixedEnd(start, 8, end);
        };
    }
}
