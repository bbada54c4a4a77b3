package dev.weft.expression;

import com.google.protobuf.ByteString;
import dev.weft.expression.Expression.Literal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one literal of CEL: its language definition, "Syntax" and "String and Bytes Values". */
final class LiteralLexer {
    private static final Pattern STRING = Pattern.compile("([rRbB]{0,2})(\"\"\"|'''|\"|')");
    private static final Pattern DOUBLE =
            Pattern.compile("-?(?:[0-9]*\\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)");
    private static final Pattern INTEGER = Pattern.compile("(-?)(?:0x([0-9a-fA-F]+)|([0-9]+))([uU]?)");
    private static final Pattern WORD = Pattern.compile("(true|false|null)(?![A-Za-z0-9_])");

    private final String text;
    private final int start;
    private int at;

    LiteralLexer(String text, int start) {
        this.text = text;
        this.start = start;
        this.at = start;
    }

    /** Whether what stands at {@code start} can only be a literal. */
    static boolean startsLiteral(String text, int start) {
        char c = text.charAt(start);
        boolean number = (c >= '0' && c <= '9')
                || ((c == '-' || c == '.')
                        && start + 1 < text.length()
                        && (Character.isDigit(text.charAt(start + 1)) || text.charAt(start + 1) == '.'));
        return number
                || matcher(STRING, text, start).lookingAt()
                || matcher(WORD, text, start).lookingAt();
    }

    private static Matcher matcher(Pattern pattern, String text, int start) {
        return pattern.matcher(text).region(start, text.length()).useTransparentBounds(true);
    }

    /** Where the literal ends. */
    int end() {
        return at;
    }

    Literal literal() throws ExpressionException {
        Object value = value();
        return new Literal(value, start, text.substring(start, at));
    }

    private Object value() throws ExpressionException {
        Matcher string = matcher(STRING, text, start);
        if (string.lookingAt()) {
            at = string.end();
            return string(string.group(1).toLowerCase(Locale.ROOT), string.group(2));
        }
        Matcher word = matcher(WORD, text, start);
        if (word.lookingAt()) {
            at = word.end();
            if (word.group().equals("null")) {
                throw new ExpressionException(start, "null fills nothing", "a value of the field's type");
            }
            return word.group().equals("true");
        }
        return number();
    }

    private Object number() throws ExpressionException {
        Matcher real = matcher(DOUBLE, text, start);
        if (real.lookingAt()) {
            at = real.end();
            return Double.valueOf(real.group());
        }
        Matcher integer = matcher(INTEGER, text, start);
        if (!integer.lookingAt()) {
            throw new ExpressionException(start, "not a number", "a number");
        }
        at = integer.end();
        boolean hex = integer.group(2) != null;
        String digits = hex ? integer.group(2) : integer.group(3);
        try {
            return integer.group(4).isEmpty()
                    ? (Object) Long.valueOf(integer.group(1) + digits, hex ? 16 : 10)
                    : new Literal.Unsigned(Long.parseUnsignedLong(integer.group(1) + digits, hex ? 16 : 10));
        } catch (NumberFormatException e) {
            throw new ExpressionException(start, integer.group() + " does not fit", "an integer of 64 bits");
        }
    }

    private Object string(String prefix, String quote) throws ExpressionException {
        if (prefix.length() == 2 && prefix.charAt(0) == prefix.charAt(1)) {
            throw new ExpressionException(start, "\"" + prefix + "\" is no prefix of a string", "r, b or rb");
        }
        boolean raw = prefix.contains("r");
        boolean bytes = prefix.contains("b");
        ByteString.Output out = ByteString.newOutput();
        while (!text.startsWith(quote, at)) {
            if (at >= text.length() || (quote.length() == 1 && text.charAt(at) == '\n')) {
                throw new ExpressionException(start, "the string does not end", quote);
            }
            if (text.charAt(at) == '\\' && !raw) {
                at++;
                escape(bytes, out);
            } else {
                append(out, text.codePointAt(at));
                at = text.offsetByCodePoints(at, 1);
            }
        }
        at += quote.length();
        ByteString value = out.toByteString();
        return bytes ? value : value.toStringUtf8();
    }

    private void escape(boolean bytes, ByteString.Output out) throws ExpressionException {
        int backslash = at - 1;
        char c = at < text.length() ? text.charAt(at++) : '\0';
        int simple = "abfnrtv\\?\"'`".indexOf(c);
        if (simple >= 0) {
            out.write("\u0007\b\f\n\r\t\u000B\\?\"'`".charAt(simple));
            return;
        }
        int code = switch (c) {
            case 'x', 'X' -> digits(backslash, 2, 16);
            case 'u' -> digits(backslash, 4, 16);
            case 'U' -> digits(backslash, 8, 16);
            case '0', '1', '2', '3' -> {
                at--;
                yield digits(backslash, 3, 8);
            }
            default -> throw new ExpressionException(backslash, "\"\\" + c + "\" is no escape", "an escape of CEL");
        };
        boolean unicode = c == 'u' || c == 'U';
        if (bytes && !unicode) {
            out.write(code);
        } else if (bytes || !Character.isValidCodePoint(code) || (code >= 0xD800 && code < 0xE000)) {
            throw new ExpressionException(
                    backslash, "\"" + text.substring(backslash, at) + "\" is no character", "a Unicode code point");
        } else {
            append(out, code);
        }
    }

    private int digits(int backslash, int count, int radix) throws ExpressionException {
        try {
            int code = Integer.parseUnsignedInt(text.substring(at, at + count), radix);
            at += count;
            return code;
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new ExpressionException(backslash, "an escape is cut short", count + " digits");
        }
    }

    private static void append(ByteString.Output out, int codePoint) {
        byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        out.write(utf8, 0, utf8.length);
    }
}
