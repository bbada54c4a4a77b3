package dev.weft.downstream;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is kept outside of this process: two bytes that say what it is, a checksum, when it came, the part of its time to
 * live that it has, the message.
 *
 * @param message the serialized response
 * @param storedMillis when it came, as {@link System#currentTimeMillis} has it
 * @param lifetime the part of its time to live that it has
 */
record StoredAnswer(byte[] message, long storedMillis, double lifetime) {
    private static final short FORMAT = 0x5701;
    private static final int HEAD = Short.BYTES + Integer.BYTES;
    private static final int LEAST = HEAD + Long.BYTES + Double.BYTES;

    /** The bytes to keep under that key. */
    byte[] encode(byte[] key) {
        ByteBuffer bytes = ByteBuffer.allocate(LEAST + message.length);
        bytes.putShort(FORMAT)
                .putInt(0)
                .putLong(storedMillis)
                .putDouble(lifetime)
                .put(message);
        bytes.putInt(Short.BYTES, checksum(key, bytes.array()));
        return bytes.array();
    }

    /** What {@code bytes}, which were kept under that key, are; null when they are something else. */
    static @Nullable StoredAnswer decode(byte[] key, byte[] bytes) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        if (bytes.length < LEAST || source.getShort() != FORMAT || source.getInt() != checksum(key, bytes)) {
            return null;
        }
        long storedMillis = source.getLong();
        double lifetime = source.getDouble();
        byte[] message = new byte[source.remaining()];
        source.get(message);
        return new StoredAnswer(message, storedMillis, lifetime);
    }

    private static int checksum(byte[] key, byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(key);
        checksum.update(bytes, HEAD, bytes.length - HEAD);
        return (int) checksum.getValue();
    }
}
