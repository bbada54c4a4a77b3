package dev.weft.transcoding;

/** Steps over protobuf wire bytes, each checked against the end of what it may read. */
final class WireScan {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int GROUP_START = 3;
    static final int GROUP_END = 4;
    static final int FIXED32 = 5;

    private WireScan() {}

    static int tag(int number, int wireType) {
        return number << 3 | wireType;
    }

    /** The offset after the varint at {@code at}. */
    static int varintEnd(byte[] bytes, int at, int limit) throws UnwritableException {
        int last = Math.min(limit, at + 10);
        for (int i = at; i < last; i++) {
            if (bytes[i] >= 0) {
                return i + 1;
            }
        }
        throw new UnwritableException(last == limit ? UnwritableException.TRUNCATED : UnwritableException.LONG_VARINT);
    }

    /** The value of a varint that {@link #varintEnd} has checked. */
    static long varint(byte[] bytes, int at) {
        long value = bytes[at];
        if (value >= 0) {
            return value;
        }
        value &= 0x7f;
        int i = at;
        for (int shift = 7; bytes[i] < 0; shift += 7) {
            value |= (long) (bytes[++i] & 0x7f) << shift;
        }
        return value;
    }

    /** The offset after a checked varint. */
    static int afterVarint(byte[] bytes, int at) {
        int i = at;
        while (bytes[i] < 0) {
            i++;
        }
        return i + 1;
    }

    static int fixed32(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | ((bytes[at + 1] & 0xff) << 8)
                | ((bytes[at + 2] & 0xff) << 16)
                | (bytes[at + 3] << 24);
    }

    static long fixed64(byte[] bytes, int at) {
        return (fixed32(bytes, at) & 0xffffffffL) | ((long) fixed32(bytes, at + 4) << 32);
    }

    /** The offset after the value of {@code tag} that starts at {@code at}, its structure checked. */
    static int skip(byte[] bytes, int tag, int at, int limit, int depth) throws UnwritableException {
        return switch (tag & 7) {
            case VARINT -> varintEnd(bytes, at, limit);
            case FIXED64 -> within(at + 8L, limit);
            case FIXED32 -> within(at + 4L, limit);
            case LENGTH -> {
                int content = varintEnd(bytes, at, limit);
                long length = varint(bytes, at);
                if (length < 0) {
                    throw new UnwritableException(UnwritableException.TRUNCATED);
                }
                yield within(content + length, limit);
            }
            case GROUP_START -> afterVarint(bytes, groupContentEnd(bytes, tag, at, limit, depth));
            case GROUP_END -> throw new UnwritableException(UnwritableException.GROUP_END);
            default -> throw new UnwritableException(UnwritableException.WIRE_TYPE);
        };
    }

    private static int within(long end, int limit) throws UnwritableException {
        if (end > limit || end < 0) {
            throw new UnwritableException(UnwritableException.TRUNCATED);
        }
        return (int) end;
    }

    /** Where the end tag of the group whose content starts at {@code start} stands. */
    static int groupContentEnd(byte[] bytes, int startTag, int start, int limit, int depth) throws UnwritableException {
        if (depth <= 0) {
            throw new UnwritableException(UnwritableException.DEPTH);
        }
        int endTag = (startTag & ~7) | GROUP_END;
        int at = start;
        while (true) {
            int value = varintEnd(bytes, at, limit);
            int tag = (int) varint(bytes, at);
            if (tag == endTag) {
                return at;
            }
            at = skip(bytes, tag, value, limit, depth - 1);
        }
    }
}
