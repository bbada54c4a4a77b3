package dev.weft.transcoding;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of UTF-8 bytes that JSON is written to. A <em>bare</em> one writes a value as the text that stands in a path or a
 * query: strings without quotes and escapes, bytes in the alphabet that is safe in URLs.
 */
final class JsonOutput {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final boolean bare;
    private byte[] bytes;
    private int length;

    JsonOutput(boolean bare, int capacity) {
        this.bare = bare;
        this.bytes = new byte[Math.max(16, capacity)];
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    int length() {
        return length;
    }

    void rewind(int to) {
        length = to;
    }

    /** Takes back what was written from {@code from} on, and returns it, one char for each byte. */
    String cut(int from) {
        String text = new String(bytes, from, length - from, StandardCharsets.ISO_8859_1);
        length = from;
        return text;
    }

    void raw(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
    }

    void raw(byte[] source) {
        raw(source, 0, source.length);
    }

    void raw(byte[] source, int start, int end) {
        ensure(end - start);
        System.arraycopy(source, start, bytes, length, end - start);
        length += end - start;
    }

    @SuppressWarnings("deprecation") // copies the low bytes of ASCII text, which is what is wanted
    void ascii(String text) {
        ensure(text.length());
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
    }

    void quote() {
        if (!bare) {
            raw('"');
        }
    }

    void number(long value) {
        if (value < 0) {
            raw('-');
            unsigned(-value);
        } else {
            positive(value);
        }
    }

    void unsigned(long value) {
        if (value >= 0) {
            positive(value);
        } else {
            positive(Long.divideUnsigned(value, 10));
            raw((char) ('0' + Long.remainderUnsigned(value, 10)));
        }
    }

    private void positive(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        digits(value, digits);
    }

    /** The last {@code width} digits of {@code value}, zeros before it. */
    void digits(long value, int width) {
        ensure(width);
        long rest = value;
        for (int at = length + width - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
    }

    void number(double value) {
        long whole = (long) value;
        if (whole == value && Math.abs(whole) < 1L << 53 && (whole != 0 || 1 / value > 0)) {
            number(whole);
        } else if (Double.isFinite(value)) {
            ascii(Double.toString(value));
        } else {
            notFinite(value);
        }
    }

    /** Not by way of double: 0.1f is 0.1, and not 0.10000000149011612. */
    void number(float value) {
        int whole = (int) value;
        if (whole == value && Math.abs(whole) < 1 << 24 && whole != 0) {
            number((long) whole);
        } else if (Float.isFinite(value)) {
            ascii(Float.toString(value));
        } else {
            notFinite(value);
        }
    }

    private void notFinite(double value) {
        quote();
        ascii(Double.toString(value));
        quote();
    }

    /** UTF-8 text as a JSON string. */
    void string(byte[] source, int start, int end) throws UnwritableException {
        quote();
        int at = start;
        while (true) {
            int plain = JsonText.plainEnd(source, at, end, bare);
            raw(source, at, plain);
            if (plain == end) {
                break;
            }
            escaped(source[plain]);
            at = plain + 1;
        }
        quote();
    }

    private void escaped(byte value) {
        raw('\\');
        switch (value) {
            case '"', '\\' -> raw((char) value);
            case '\n' -> raw('n');
            case '\r' -> raw('r');
            case '\t' -> raw('t');
            case '\b' -> raw('b');
            case '\f' -> raw('f');
            default -> {
                ascii("u00");
                raw((char) HEX[value >> 4]);
                raw((char) HEX[value & 15]);
            }
        }
    }

    void base64(byte[] source, int start, int end) {
        ensure((end - start + 2) / 3 * 4 + 2);
        quote();
        length = Base64Text.encode(source, start, end, bare, bytes, length);
        quote();
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            int least = Math.addExact(length, more);
            bytes = Arrays.copyOf(bytes, Math.max(least, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length)));
        }
    }
}
