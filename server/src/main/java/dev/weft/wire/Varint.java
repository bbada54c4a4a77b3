package dev.weft.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Varints in a byte array: checked once with {@link #end}, then decoded and written without checks. */
final class Varint {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private Varint() {}

    /**
     * The offset after the varint of up to 64 bits that starts at {@code start}; all its bytes lie before {@code
     * limit}.
     */
    static int end(byte[] bytes, int start, int limit) throws MalformedException {
        if (start < limit && bytes[start] >= 0) {
            return start + 1;
        }
        if (bytes.length - start >= Long.BYTES) {
            // Eight bytes at once, also those behind the limit: the first without its highest bit is the last of the
            // varint.
            long ends = ~(long) LONGS.get(bytes, start) & HIGHEST_BITS;
            int end = start + (Long.numberOfTrailingZeros(ends) >>> 3) + 1;
            if (ends != 0 && end <= limit) {
                return end;
            }
        }
        return longEnd(bytes, start, limit, 10, 1);
    }

    /** As {@link #end}, for a tag: at most five bytes and 32 bits. */
    static int tagEnd(byte[] bytes, int start, int limit) throws MalformedException {
        return longEnd(bytes, start, limit, 5, 0x0f);
    }

    /** As {@link #end}, for a length: at most five bytes and 31 bits. */
    static int lengthEnd(byte[] bytes, int start, int limit) throws MalformedException {
        if (start < limit && bytes[start] >= 0) {
            return start + 1;
        }
        if (limit - start > 1 && bytes[start + 1] >= 0) {
            return start + 2;
        }
        return longEnd(bytes, start, limit, 5, 0x07);
    }

    private static int longEnd(byte[] bytes, int start, int limit, int mostBytes, int mostInLast)
            throws MalformedException {
        int last = start + mostBytes - 1;
        for (int at = start; at < limit; at++) {
            if (bytes[at] >= 0) {
                if (at == last && bytes[at] > mostInLast) {
                    throw new MalformedException(MalformedException.LONG_VARINT, start);
                }
                return at + 1;
            }
            if (at == last) {
                throw new MalformedException(MalformedException.LONG_VARINT, start);
            }
        }
        throw new MalformedException(MalformedException.TRUNCATED, limit);
    }

    /** The offset after a varint that is known to be well-formed. */
    static int next(byte[] bytes, int start) {
        int at = start;
        while (bytes[at] < 0) {
            at++;
        }
        return at + 1;
    }

    /** As {@link #value}, for a length: of most, one or two bytes. */
    static int length(byte[] bytes, int start, int end) {
        int first = bytes[start];
        return switch (end - start) {
            case 1 -> first;
            case 2 -> (first & 0x7f) | bytes[start + 1] << 7;
            default -> (int) value(bytes, start, end);
        };
    }

    /** The value of the checked varint in {@code [start, end)}. */
    static long value(byte[] bytes, int start, int end) {
        long value = 0;
        for (int at = end - 1; at >= start; at--) {
            value = (value << 7) | (bytes[at] & 0x7f);
        }
        return value;
    }

    /** How many bytes {@code value} takes, as an unsigned number. */
    static int size(long value) {
        return (Long.SIZE + 6 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** Writes {@code value}, as an unsigned number, and returns the offset after it. */
    static int write(byte[] bytes, int start, long value) {
        int at = start;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }
}
