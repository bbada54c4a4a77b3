package dev.weft.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks UTF-8 as RFC 3629 defines it: no surrogates, no over-long forms, nothing above U+10FFFF. */
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    private Utf8() {}

    static void check(byte[] bytes, int start, int end) throws MalformedException {
        if (!isAscii(bytes, start, end)) {
            checkMultibyte(bytes, start, end);
        }
    }

    /** Most strings are short and ASCII: up to 32 bytes are seen in looks that overlap, without a loop whose end nobody can guess. */
    private static boolean isAscii(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length < Long.BYTES) {
            return isShortAscii(bytes, end, length);
        }
        long seen = (long) LONGS.get(bytes, start) | (long) LONGS.get(bytes, end - 8);
        if (length > 16) {
            seen |= (long) LONGS.get(bytes, start + 8) | (long) LONGS.get(bytes, end - 16);
        }
        for (int at = start + 16; at < end - 16; at += Long.BYTES) {
            seen |= (long) LONGS.get(bytes, at);
        }
        return (seen & NOT_ASCII) == 0;
    }

    /** Of less than eight bytes: seen in one look at the eight that end where they end. */
    private static boolean isShortAscii(byte[] bytes, int end, int length) {
        if (end < Long.BYTES) {
            return length == 0;
        }
        long last = (long) LONGS.get(bytes, end - Long.BYTES);
        return length == 0 || (last >>> (Byte.SIZE * (Long.BYTES - length)) & NOT_ASCII) == 0;
    }

    private static void checkMultibyte(byte[] bytes, int start, int end) throws MalformedException {
        int at = start;
        while (at < end) {
            at = bytes[at] >= 0 ? at + 1 : afterMultibyte(bytes, at, end);
        }
    }

    private static int afterMultibyte(byte[] bytes, int at, int end) throws MalformedException {
        int lead = bytes[at] & 0xff;
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (lead < 0xc2 || lead > 0xf4 || end - at < length || !secondFits(lead, bytes[at + 1] & 0xff)) {
            throw new MalformedException(MalformedException.UTF8, at);
        }
        for (int i = at + 2; i < at + length; i++) {
            if (bytes[i] >= (byte) 0xc0) {
                throw new MalformedException(MalformedException.UTF8, at);
            }
        }
        return at + length;
    }

    private static boolean secondFits(int lead, int second) {
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        return second >= least && second <= most;
    }
}
