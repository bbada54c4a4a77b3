package dev.weft.transcoding;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as text: decimal, with a fraction and an exponent if one likes, 1e3 being a whole number too. */
final class NumberText {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,9})?");

    /** Digits that a 64-bit number has at most; longer ones that are not zeros are out of range. */
    private static final int MOST_DIGITS = 20;

    /** Far more than any number needs, and little enough for arithmetic on any of them. */
    private static final int LONGEST = 1000;

    private NumberText() {}

    /** A whole number within the range; of an unsigned one of 64 bits its bits. */
    static long whole(String text, BigInteger least, BigInteger most) throws BadValueException {
        if (isShort(text)) {
            return within(Long.parseLong(text), text, least, most);
        }
        BigInteger value = exact(text, least, most);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw notWhole(text, least, most);
        }
        return value.longValue();
    }

    /** The bounds are those of a type: none is below the least long. */
    private static long within(long value, String text, BigInteger least, BigInteger most) throws BadValueException {
        boolean tooLarge = most.bitLength() < Long.SIZE && value > most.longValue();
        if (tooLarge || value < least.longValue()) {
            throw notWhole(text, least, most);
        }
        return value;
    }

    private static boolean isShort(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > start && text.length() <= 18;
    }

    private static BigInteger exact(String text, BigInteger least, BigInteger most) throws BadValueException {
        if (!isDecimal(text)) {
            throw notWhole(text, least, most);
        }
        BigDecimal value = new BigDecimal(text);
        if (value.signum() == 0) {
            return BigInteger.ZERO;
        }
        BigDecimal plain = value.stripTrailingZeros();
        if (plain.scale() > 0 || (long) plain.precision() - plain.scale() > MOST_DIGITS) {
            throw notWhole(text, least, most);
        }
        return plain.toBigIntegerExact();
    }

    private static boolean isDecimal(String text) {
        return text.length() <= LONGEST && DECIMAL.matcher(text).matches();
    }

    private static BadValueException notWhole(String text, BigInteger least, BigInteger most) {
        return BadValueException.of(text, "a whole number from " + least + " to " + most);
    }

    static double real(String text) throws BadValueException {
        Double named = named(text);
        double value = named != null ? named : isDecimal(text) ? Double.parseDouble(text) : Double.NaN;
        if (named == null && !Double.isFinite(value)) {
            throw BadValueException.of(text, "a number in the range of a double");
        }
        return value;
    }

    static float smallReal(String text) throws BadValueException {
        Double named = named(text);
        float value = named != null ? named.floatValue() : isDecimal(text) ? Float.parseFloat(text) : Float.NaN;
        if (named == null && !Float.isFinite(value)) {
            throw BadValueException.of(text, "a number in the range of a float");
        }
        return value;
    }

    private static @Nullable Double named(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }
}
