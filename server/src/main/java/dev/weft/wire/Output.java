package dev.weft.wire;

import java.util.Arrays;

/** Encoded fields while they are written, in an array that grows. Confined to one {@link Walk}. */
final class Output {
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    /** Beyond this, the array grows as it is needed. */
    private static final int MOST_AT_FIRST = 1 << 20;

    /** A tag and a varint of the longest kind, and what {@link Bytes#copyForwards} may overwrite. */
    private static final int BESIDE_CONTENT = 5 + 10 + 16;

    private byte[] bytes;
    private int end;

    /** An empty output, with room for so many bytes to begin with. */
    Output(int expected) {
        bytes = new byte[Math.min(expected, MOST_AT_FIRST) + BESIDE_CONTENT];
    }

    /** How many bytes are written. */
    int size() {
        return end;
    }

    /** What is written, with room behind it: {@link #size} says where it ends. Not a copy. */
    byte[] array() {
        return bytes;
    }

    /** Forgets what was written from {@code position} on. */
    void cut(int position) {
        end = position;
    }

    /** Writes a tag, and {@code [start, limit)} of the source as it is. */
    void field(int tag, byte[] source, int start, int limit) throws MalformedException {
        room(limit - start);
        end = Bytes.copyForwards(source, start, limit, bytes, Tag.write(bytes, end, tag));
    }

    /** Writes {@code [start, limit)} of the source as it is. */
    void copy(byte[] source, int start, int limit) throws MalformedException {
        room(limit - start);
        end = Bytes.copyForwards(source, start, limit, bytes, end);
    }

    void tag(int tag) throws MalformedException {
        room(0);
        end = Tag.write(bytes, end, tag);
    }

    /** Writes the varint of a number that is negative when its highest bit is set. */
    void signed(int value) throws MalformedException {
        room(0);
        end = Varint.write(bytes, end, value);
    }

    /** Writes the varint of a number that is never negative. */
    void unsigned(int value) throws MalformedException {
        room(0);
        end = Varint.write(bytes, end, Integer.toUnsignedLong(value));
    }

    void number(double value) throws MalformedException {
        room(0);
        end = Bytes.writeDouble(bytes, end, value);
    }

    /** Writes the slot as it stands in the page. */
    void slot(Part.Slot slot, Rendering rendering) throws MalformedException {
        room(rendering.size(slot));
        end = rendering.write(slot, bytes, end);
    }

    /**
     * Writes a tag and leaves room for a length that is not known yet; the content is written next, then
     * {@link #close}.
     *
     * @param expected about how long the content will be
     * @return where the content begins
     */
    int open(int tag, int expected) throws MalformedException {
        room(0);
        end = Tag.write(bytes, end, tag) + Varint.size(expected);
        return end;
    }

    /** Writes the length of the content that began at {@code content}, and moves it if its length takes other room. */
    void close(int content, int expected) throws MalformedException {
        int length = end - content;
        int lengthSize = Varint.size(length);
        int left = Varint.size(expected);
        if (lengthSize != left) {
            room(0);
            int moved = content - left + lengthSize;
            System.arraycopy(bytes, content, bytes, moved, length);
            end = moved + length;
        }
        Varint.write(bytes, content - left, length);
    }

    private void room(int content) throws MalformedException {
        if (content > bytes.length - end - BESIDE_CONTENT) {
            grow((long) end + content + BESIDE_CONTENT);
        }
    }

    private void grow(long needed) throws MalformedException {
        if (needed > MOST_BYTES) {
            throw new MalformedException(MalformedException.SIZE, 0);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(needed, 2L * bytes.length), MOST_BYTES));
    }
}
