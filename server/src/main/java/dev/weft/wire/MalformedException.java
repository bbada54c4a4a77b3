package dev.weft.wire;

/**
 * Carries damage from where it was noticed to {@link Projection#read}, which makes a {@link Reading.Malformed} of it.
 */
final class MalformedException extends Exception {
    static final String TRUNCATED = "truncated";
    static final String LENGTH = "length past the end";
    static final String LONG_VARINT = "over-long varint";
    static final String FIELD_NUMBER = "field number 0";
    static final String WIRE_TYPE = "unknown wire type";
    static final String WRONG_WIRE_TYPE = "wrong wire type";
    static final String GROUP_END = "unmatched end of group";
    static final String UTF8 = "invalid UTF-8";
    static final String DEPTH = "nested too deeply";
    static final String SIZE = "more than 2 GiB when projected";
    static final String EXPANSION = "grows too much when projected";

    private static final long serialVersionUID = 1;

    private final String reason;
    private final int offset;

    MalformedException(String reason, int offset) {
        super(reason, null, false, false);
        this.reason = reason;
        this.offset = offset;
    }

    Reading.Malformed reading() {
        return new Reading.Malformed(reason, offset);
    }
}
