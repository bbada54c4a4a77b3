package dev.weft.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes a message from its end to its beginning, its last field first: how long a nested message is, is known when its length is written,
 * so that nothing is measured before or moved after. Confined to one thread. Source: upb's encoder does the same.
 */
public final class BackwardWriter {
    private static final int ROOM_AT_FIRST = 128;

    /** A tag, which is a varint of 32 bits, and one of 64. */
    private static final int BESIDE_CONTENT = 5 + 10;

    private byte[] bytes = new byte[ROOM_AT_FIRST];
    private int start = ROOM_AT_FIRST;

    /** How many bytes are written. */
    public int size() {
        return bytes.length - start;
    }

    /** Writes a number of any type that is a varint without zigzag, or an enum's; a negative one with its 64 bits. */
    public void varint(int field, long value) {
        room(0);
        number(value);
        tag(field, Tag.VARINT);
    }

    /** Writes a string. */
    public void string(int field, String value) {
        byte[] text = value.getBytes(UTF_8);
        room(text.length);
        start -= text.length;
        System.arraycopy(text, 0, bytes, start, text.length);
        number(text.length);
        tag(field, Tag.LENGTH);
    }

    /** Makes what was written since there were {@code before} bytes a message in that field. */
    public void message(int field, int before) {
        room(0);
        number(size() - before);
        tag(field, Tag.LENGTH);
    }

    /** What was written. */
    public byte[] toByteArray() {
        byte[] message = new byte[size()];
        System.arraycopy(bytes, start, message, 0, message.length);
        return message;
    }

    private void tag(int field, int wireType) {
        number(Integer.toUnsignedLong(field << 3 | wireType));
    }

    private void number(long value) {
        start -= Varint.size(value);
        Varint.write(bytes, start, value);
    }

    private void room(int content) {
        if (start < content + BESIDE_CONTENT) {
            byte[] larger = new byte[2 * bytes.length + content];
            int moved = larger.length - size();
            System.arraycopy(bytes, start, larger, moved, size());
            bytes = larger;
            start = moved;
        }
    }
}
