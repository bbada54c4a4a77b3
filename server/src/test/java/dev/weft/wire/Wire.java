package dev.weft.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Wire bytes written by hand, legal or not. */
final class Wire {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static Wire wire() {
        return new Wire();
    }

    Wire raw(int... bytes) {
        for (int each : bytes) {
            out.write(each);
        }
        return this;
    }

    Wire raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Wire varint(long value) {
        return varint(value, 1);
    }

    /** A varint of at least {@code width} bytes: padded, which is legal. */
    Wire varint(long value, int width) {
        long rest = value;
        int left = width;
        while ((rest & ~0x7fL) != 0 || left > 1) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
            left--;
        }
        out.write((int) rest);
        return this;
    }

    Wire tag(int number, int wireType) {
        return varint(Integer.toUnsignedLong(number << 3 | wireType));
    }

    Wire varintField(int number, long value) {
        return tag(number, 0).varint(value);
    }

    Wire fixed32Field(int number, int value) {
        tag(number, 5);
        return little(value, 4);
    }

    Wire fixed64Field(int number, long value) {
        tag(number, 1);
        return little(value, 8);
    }

    Wire string(int number, String value) {
        return bytes(number, value.getBytes(StandardCharsets.UTF_8));
    }

    Wire message(int number, Wire content) {
        return bytes(number, content.toBytes());
    }

    Wire bytes(int number, byte... content) {
        return tag(number, 2).varint(content.length).raw(content);
    }

    Wire group(int number, Wire content) {
        return tag(number, 3).raw(content.toBytes()).tag(number, 4);
    }

    Wire little(long value, int width) {
        for (int i = 0; i < width; i++) {
            out.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
