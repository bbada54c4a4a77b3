package dev.weft.transcoding;

/** A value that is not what its field expects. Thrown while nothing but its first token has been read. */
final class BadValueException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int MOST_CHARS = 40;

    final String found;
    final String expected;

    /** Whether the value is of a newer schema, as it seems: who ignores unknown fields ignores it too. */
    final boolean ofNewerSchema;

    private BadValueException(String found, String expected, boolean ofNewerSchema) {
        super(expected, null, false, false);
        this.found = found;
        this.expected = expected;
        this.ofNewerSchema = ofNewerSchema;
    }

    static BadValueException of(String text, String expected) {
        return new BadValueException(quoted(text), expected, false);
    }

    static BadValueException ofNewerSchema(String text, String expected) {
        return new BadValueException(quoted(text), expected, true);
    }

    /** @param kind what was found, in our words */
    static BadValueException kind(String kind, String expected) {
        return new BadValueException(kind, expected, false);
    }

    /** @param token a number or a word of JSON */
    static BadValueException token(String token, String expected) {
        return new BadValueException(shortened(token), expected, false);
    }

    private static String quoted(String text) {
        return '"' + shortened(text) + '"';
    }

    private static String shortened(String text) {
        int most = text.offsetByCodePoints(0, Math.min(MOST_CHARS, text.codePointCount(0, text.length())));
        return text.substring(0, most) + (most < text.length() ? "…" : "");
    }
}
