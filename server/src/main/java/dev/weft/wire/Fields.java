package dev.weft.wire;

/** Looks for a field of a serialized message, without reading it. */
public final class Fields {
    private Fields() {}

    /** Whether the field is there, once or more; false when the message is damaged before it. */
    public static boolean has(byte[] message, int number) {
        try {
            int at = 0;
            while (at < message.length) {
                int value = Varint.tagEnd(message, at, message.length);
                int tag = (int) Varint.value(message, at, value);
                if (Tag.number(tag) == number) {
                    return true;
                }
                at = Tag.skip(message, tag, value, message.length, 0);
            }
            return false;
        } catch (MalformedException damaged) {
            return false;
        }
    }
}
