package dev.weft.diagnostics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the string literals of .proto files and of text format, and keeps where each character is written. */
final class StringLexer {
    private final String text;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Integer> byteOffsets = new ArrayList<>();
    private int end;

    StringLexer(String text) {
        this.text = text;
    }

    /** Reads the literal whose quote stands at {@code start}; answers where it ends. */
    int read(int start) throws OptionText.Mismatch {
        char quote = text.charAt(start);
        int at = start + 1;
        while (charAt(at) != quote) {
            at = charAt(at) == '\\' ? escape(at) : plain(at);
        }
        end = at;
        return at + 1;
    }

    /** What was read, in one string. */
    OptionText.Text node(int start) {
        String value = bytes.toString(StandardCharsets.UTF_8);
        List<Integer> offsets = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < value.length(); i++) {
            offsets.add(byteOffsets.get(Math.min(at, byteOffsets.size() - 1)));
            char c = value.charAt(i);
            if (!Character.isLowSurrogate(c)) {
                at += Character.toString(value.codePointAt(i)).getBytes(StandardCharsets.UTF_8).length;
            }
        }
        offsets.add(end);
        return new OptionText.Text(start, value, offsets);
    }

    private char charAt(int at) throws OptionText.Mismatch {
        if (at >= text.length() || text.charAt(at) == '\n') {
            throw new OptionText.Mismatch();
        }
        return text.charAt(at);
    }

    private int plain(int at) {
        int c = text.codePointAt(at);
        put(Character.toString(c).getBytes(StandardCharsets.UTF_8), at);
        return at + Character.charCount(c);
    }

    private int escape(int at) throws OptionText.Mismatch {
        char c = charAt(at + 1);
        int simple = "abfnrtv\\?\"'".indexOf(c);
        if (simple >= 0) {
            put(new byte[] {(byte) "\u0007\b\f\n\r\t\u000B\\?\"'".charAt(simple)}, at);
            return at + 2;
        }
        return switch (c) {
            case 'x', 'X' -> code(at, at + 2, 2, 16, false);
            case 'u' -> code(at, at + 2, 4, 16, true);
            case 'U' -> code(at, at + 2, 8, 16, true);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> code(at, at + 1, 3, 8, false);
            default -> throw new OptionText.Mismatch();
        };
    }

    private int code(int at, int digits, int most, int radix, boolean character) throws OptionText.Mismatch {
        int stop = digits;
        int code = 0;
        while (stop < digits + most && Character.digit(charAt(stop), radix) >= 0) {
            code = code * radix + Character.digit(text.charAt(stop), radix);
            stop++;
        }
        if (stop == digits || (character && !Character.isValidCodePoint(code))) {
            throw new OptionText.Mismatch();
        }
        put(character ? Character.toString(code).getBytes(StandardCharsets.UTF_8) : new byte[] {(byte) code}, at);
        return stop;
    }

    private void put(byte[] written, int at) {
        for (byte b : written) {
            bytes.write(b);
            byteOffsets.add(at);
        }
    }
}
