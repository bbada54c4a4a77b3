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
        int at = start;
        while (end - at >= Long.BYTES && ((long) LONGS.get(bytes, at) & NOT_ASCII) == 0) {
            at += Long.BYTES;
        }
        if (isShortAscii(bytes, at, end)) {
            return;
        }
        while (at < end) {
            at = bytes[at] >= 0 ? at + 1 : afterMultibyte(bytes, at, end);
        }
    }

    /**
     * Whether what is left is less than eight bytes, all ASCII: seen in one look at the eight bytes that end where it
     * ends.
     */
    private static boolean isShortAscii(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length == 0) {
            return true;
        }
        if (length >= Long.BYTES || end < Long.BYTES) {
            return false;
        }
        long last = (long) LONGS.get(bytes, end - Long.BYTES);
        return (last >>> (Byte.SIZE * (Long.BYTES - length)) & NOT_ASCII) == 0;
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
