package dev.weft.transcoding;

/**
 * A message has no JSON form: its bytes are damaged, or a value in it is outside of what JSON can say. The message names the
 * fields on the way to it and the reason; it quotes nothing of the content.
 */
public final class UnwritableException extends Exception {
    static final String TRUNCATED = "truncated";
    static final String LONG_VARINT = "over-long varint";
    static final String WIRE_TYPE = "unknown wire type";
    static final String GROUP_END = "unmatched end of group";
    static final String UTF8 = "invalid UTF-8";
    static final String DEPTH = "nested too deeply";

    private static final long serialVersionUID = 1;

    private final String path;
    private final String reason;

    UnwritableException(String reason) {
        this("", reason);
    }

    private UnwritableException(String path, String reason) {
        super(path.isEmpty() ? reason : path + ": " + reason, null, false, false);
        this.path = path;
        this.reason = reason;
    }

    /** The way to the value, and what is wrong with it. */
    String describe() {
        return path.isEmpty() ? reason : path + ": " + reason;
    }

    /** The same, seen from the message that {@code field} is in. */
    UnwritableException in(String field) {
        return new UnwritableException(path.isEmpty() ? field : field + "." + path, reason);
    }
}
