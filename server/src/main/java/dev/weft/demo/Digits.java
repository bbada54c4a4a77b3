package dev.weft.demo;

/** Numbers of a fixed length: {@code 0042}. A start has hundreds of them, so no format is read for each. */
final class Digits {
    private Digits() {}

    /** {@code number}, which is not negative, with zeros before it. */
    static String of(int length, long number) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, length - digits.length())) + digits;
    }
}
