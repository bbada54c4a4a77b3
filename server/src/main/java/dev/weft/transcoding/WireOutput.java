package dev.weft.transcoding;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of protobuf wire bytes. A length is put before its content when the content is complete. */
final class WireOutput {
    private byte[] bytes = new byte[256];
    private int length;

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    byte[] toBytes(int from) {
        return Arrays.copyOfRange(bytes, from, length);
    }

    int length() {
        return length;
    }

    void rewind(int to) {
        length = to;
    }

    /** Whether all that was written from {@code from} on is zero: of a scalar, whether it is its default. */
    boolean isZero(int from) {
        for (int at = from; at < length; at++) {
            if (bytes[at] != 0) {
                return false;
            }
        }
        return true;
    }

    void tag(int tag) {
        varint(Integer.toUnsignedLong(tag));
    }

    void varint(long value) {
        ensure(10);
        length = varint(value, length);
    }

    private int varint(long value, int to) {
        int at = to;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }

    void fixed32(int value) {
        little(value, 4);
    }

    void fixed64(long value) {
        little(value, 8);
    }

    private void little(long value, int width) {
        ensure(width);
        for (int i = 0; i < width; i++) {
            bytes[length++] = (byte) (value >>> (8 * i));
        }
    }

    void raw(byte[] source) {
        ensure(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
    }

    /** Bytes with their length before them. */
    void bytes(byte[] value) {
        varint(value.length);
        raw(value);
    }

    /** A string with its length before it. */
    void string(String value) throws BadValueException {
        int start = open();
        ensure(Math.multiplyExact(3, value.length()));
        if (!utf8(value)) {
            throw BadValueException.kind("a lone surrogate", "Unicode text");
        }
        close(start);
    }

    /** Whether the text is Unicode: every surrogate has its other half. */
    private boolean utf8(String value) {
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each < 0x80) {
                bytes[length++] = (byte) each;
            } else if (!Character.isSurrogate(each)) {
                encoded(String.valueOf(each));
            } else if (Character.isHighSurrogate(each)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                encoded(value.substring(i, i + 2));
                i++;
            } else {
                return false;
            }
        }
        return true;
    }

    private void encoded(String character) {
        raw(character.getBytes(StandardCharsets.UTF_8));
    }

    /** Begins content that has its length before it, and returns what {@link #close} wants. */
    int open() {
        ensure(1);
        return ++length;
    }

    /** Puts the length before the content: one byte is reserved for it, a longer one shifts the content. */
    void close(int start) {
        int size = length - start;
        int more = (Integer.SIZE + 6 - Integer.numberOfLeadingZeros(size | 1)) / 7 - 1;
        ensure(more);
        if (more > 0) {
            System.arraycopy(bytes, start, bytes, start + more, size);
        }
        varint(size, start - 1);
        length += more;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            int least = Math.addExact(length, more);
            bytes = Arrays.copyOf(bytes, Math.max(least, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length)));
        }
    }
}
