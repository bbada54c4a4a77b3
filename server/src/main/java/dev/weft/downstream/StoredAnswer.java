package dev.weft.downstream;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is kept outside of this process: a head of two bytes that say what it is, a checksum, when it came and the part of
 * its time to live that it has; then the message.
 *
 * @param message the serialized response
 * @param storedMillis when it came, as {@link System#currentTimeMillis} has it
 * @param lifetime the part of its time to live that it has
 */
record StoredAnswer(byte[] message, long storedMillis, double lifetime) {
    private static final short FORMAT = 0x5701;
    private static final int CHECKED = Short.BYTES + Integer.BYTES;

    /** The length of a head. */
    static final int HEAD = CHECKED + Long.BYTES + Double.BYTES;

    /** The bytes to keep under that key. */
    StoredBytes encode(byte[] key) {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        head.putShort(FORMAT).putInt(0).putLong(storedMillis).putDouble(lifetime);
        head.putInt(Short.BYTES, checksum(key, head.array(), message));
        return new StoredBytes(head.array(), message);
    }

    /** What {@code bytes}, which were kept under that key, are; null when they are something else. */
    static @Nullable StoredAnswer decode(byte[] key, StoredBytes bytes) {
        ByteBuffer head = ByteBuffer.wrap(bytes.head());
        if (head.remaining() < HEAD
                || head.getShort() != FORMAT
                || head.getInt() != checksum(key, bytes.head(), bytes.message())) {
            return null;
        }
        return new StoredAnswer(bytes.message(), head.getLong(), head.getDouble());
    }

    private static int checksum(byte[] key, byte[] head, byte[] message) {
        CRC32C checksum = new CRC32C();
        checksum.update(key);
        checksum.update(head, CHECKED, HEAD - CHECKED);
        checksum.update(message);
        return (int) checksum.getValue();
    }
}
