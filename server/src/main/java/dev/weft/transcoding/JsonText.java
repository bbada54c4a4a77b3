package dev.weft.transcoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Finds what must be escaped in a JSON string (RFC 8259, section 7), and checks UTF-8 (RFC 3629) on the way. */
final class JsonText {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private JsonText() {}

    /** The offset of the first byte from {@code start} that must be escaped, or {@code end}; {@code bare}: nothing must. */
    static int plainEnd(byte[] bytes, int start, int end, boolean bare) throws UnwritableException {
        int at = start;
        while (at < end) {
            while (end - at >= Long.BYTES && isPlain((long) LONGS.get(bytes, at))) {
                at += Long.BYTES;
            }
            if (at == end) {
                break;
            }
            byte value = bytes[at];
            if (value < 0) {
                at = afterMultibyte(bytes, at, end);
            } else if (!bare && (value < ' ' || value == '"' || value == '\\')) {
                return at;
            } else {
                at++;
            }
        }
        return end;
    }

    /** All eight bytes are ASCII that needs no escape. A control, quote or backslash makes its byte's high bit 1. */
    private static boolean isPlain(long eight) {
        long controls = eight - ONES * ' ';
        long quotes = (eight ^ ONES * '"') - ONES;
        long backslashes = (eight ^ ONES * '\\') - ONES;
        return ((eight | controls | quotes | backslashes) & HIGH) == 0;
    }

    /** Whether it is UTF-8: Jackson takes over-long forms and halves of surrogate pairs for characters. */
    static boolean isUtf8(byte[] bytes) {
        try {
            for (int at = 0; at < bytes.length; ) {
                if (bytes.length - at >= Long.BYTES && ((long) LONGS.get(bytes, at) & HIGH) == 0) {
                    at += Long.BYTES;
                } else {
                    at = bytes[at] >= 0 ? at + 1 : afterMultibyte(bytes, at, bytes.length);
                }
            }
            return true;
        } catch (UnwritableException e) {
            return false;
        }
    }

    private static int afterMultibyte(byte[] bytes, int at, int end) throws UnwritableException {
        int lead = bytes[at] & 0xff;
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (lead < 0xc2 || lead > 0xf4 || end - at < length || !secondFits(lead, bytes[at + 1] & 0xff)) {
            throw new UnwritableException(UnwritableException.UTF8);
        }
        for (int i = at + 2; i < at + length; i++) {
            if (bytes[i] >= (byte) 0xc0) {
                throw new UnwritableException(UnwritableException.UTF8);
            }
        }
        return at + length;
    }

    private static boolean secondFits(int lead, int second) {
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        return second >= least && second <= most;
    }

    /** A name as the JSON string of it. */
    static byte[] quoted(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        JsonOutput out = new JsonOutput(false, utf8.length + 2);
        try {
            out.string(utf8, 0, utf8.length);
        } catch (UnwritableException e) {
            throw new IllegalArgumentException("name: not text", e);
        }
        return out.toBytes();
    }
}
