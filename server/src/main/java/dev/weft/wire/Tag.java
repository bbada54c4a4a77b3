package dev.weft.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;

/** Tags of fields, and skipping the values that stand after them. */
final class Tag {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int GROUP_START = 3;
    static final int GROUP_END = 4;
    static final int FIXED32 = 5;

    /**
     * How deep messages and groups may be nested, as in protobuf's own parsers: the recursion limit of
     * CodedInputStream.
     */
    static final int DEEPEST = 100;

    private Tag() {}

    static int of(int number, int wireType) {
        return number << 3 | wireType;
    }

    static int number(int tag) {
        return tag >>> 3;
    }

    static int wireType(int tag) {
        return tag & 7;
    }

    static int size(int tag) {
        return Varint.size(Integer.toUnsignedLong(tag));
    }

    static int write(byte[] bytes, int at, int tag) {
        if (tag > 0 && tag < 0x80) {
            bytes[at] = (byte) tag;
            return at + 1;
        }
        return Varint.write(bytes, at, Integer.toUnsignedLong(tag));
    }

    /** The wire type of one value of the field, not packed. */
    static int wireTypeOf(FieldDescriptor field) {
        return switch (field.getType()) {
            case INT32, INT64, UINT32, UINT64, SINT32, SINT64, BOOL, ENUM -> VARINT;
            case FIXED64, SFIXED64, DOUBLE -> FIXED64;
            case STRING, BYTES, MESSAGE -> LENGTH;
            case GROUP -> GROUP_START;
            case FIXED32, SFIXED32, FLOAT -> FIXED32;
        };
    }

    /** The offset after the value that starts at {@code start}, its structure checked and nothing else. */
    static int skip(byte[] bytes, int tag, int start, int limit, int depth) throws MalformedException {
        if (number(tag) == 0) {
            throw new MalformedException(MalformedException.FIELD_NUMBER, start);
        }
        return switch (wireType(tag)) {
            case VARINT -> Varint.end(bytes, start, limit);
            case FIXED64 -> fixedEnd(start, 8, limit);
            case FIXED32 -> fixedEnd(start, 4, limit);
            case LENGTH -> {
                int content = Varint.lengthEnd(bytes, start, limit);
                yield contentEnd(bytes, start, content, limit);
            }
            case GROUP_START -> skipGroup(bytes, number(tag), start, limit, depth + 1);
            case GROUP_END -> throw new MalformedException(MalformedException.GROUP_END, start);
            default -> throw new MalformedException(MalformedException.WIRE_TYPE, start);
        };
    }

    /** The offset after a value of {@code width} bytes. */
    static int fixedEnd(int start, int width, int limit) throws MalformedException {
        if (limit - start < width) {
            throw new MalformedException(MalformedException.TRUNCATED, limit);
        }
        return start + width;
    }

    /** The offset after the content whose checked length stands in {@code [start, content)}. */
    static int contentEnd(byte[] bytes, int start, int content, int limit) throws MalformedException {
        int length = Varint.length(bytes, start, content);
        if (length > limit - content) {
            throw new MalformedException(MalformedException.LENGTH, start);
        }
        return content + length;
    }

    private static int skipGroup(byte[] bytes, int number, int start, int limit, int depth) throws MalformedException {
        if (depth > DEEPEST) {
            throw new MalformedException(MalformedException.DEPTH, start);
        }
        int at = start;
        while (at < limit) {
            int value = Varint.tagEnd(bytes, at, limit);
            int tag = (int) Varint.value(bytes, at, value);
            if (tag == of(number, GROUP_END)) {
                return value;
            }
            at = skip(bytes, tag, value, limit, depth);
        }
        throw new MalformedException(MalformedException.TRUNCATED, limit);
    }

    /** The offset after a value that is known to be well-formed. */
    static int next(byte[] bytes, int tag, int start) {
        return switch (wireType(tag)) {
            case VARINT -> Varint.next(bytes, start);
            case FIXED64 -> start + 8;
            case FIXED32 -> start + 4;
            case LENGTH -> {
                int content = Varint.next(bytes, start);
                yield content + (int) Varint.value(bytes, start, content);
            }
            default -> nextAfterGroup(bytes, start);
        };
    }

    private static int nextAfterGroup(byte[] bytes, int start) {
        int at = start;
        while (true) {
            int value = Varint.next(bytes, at);
            int tag = (int) Varint.value(bytes, at, value);
            if (wireType(tag) == GROUP_END) {
                return value;
            }
            at = next(bytes, tag, value);
        }
    }
}
