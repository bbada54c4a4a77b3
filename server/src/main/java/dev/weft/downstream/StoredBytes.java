package dev.weft.downstream;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.ToByteBufEncoder;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * A value in Redis, in two parts: so that the message is an array of its own as soon as it is taken out of what came.
 *
 * @param head the first {@link StoredAnswer#HEAD} bytes, or all when there are not so many
 * @param message the others
 */
record StoredBytes(byte[] head, byte[] message) {
    /** Keys as they are, and such values. Immutable. */
    static final class Codec implements RedisCodec<byte[], StoredBytes>, ToByteBufEncoder<byte[], StoredBytes> {
        @Override
        public byte[] decodeKey(ByteBuffer bytes) {
            return ByteArrayCodec.INSTANCE.decodeKey(bytes);
        }

        @Override
        public StoredBytes decodeValue(ByteBuffer bytes) {
            byte[] head = new byte[Math.min(StoredAnswer.HEAD, bytes.remaining())];
            bytes.get(head);
            byte[] message = new byte[bytes.remaining()];
            bytes.get(message);
            return new StoredBytes(head, message);
        }

        @Override
        public ByteBuffer encodeKey(byte[] key) {
            return ByteBuffer.wrap(key);
        }

        @Override
        public ByteBuffer encodeValue(StoredBytes value) {
            return ByteBuffer.allocate(value.head.length + value.message.length)
                    .put(value.head)
                    .put(value.message)
                    .flip();
        }

        @Override
        public void encodeKey(byte[] key, ByteBuf target) {
            target.writeBytes(key);
        }

        @Override
        public void encodeValue(StoredBytes value, ByteBuf target) {
            target.writeBytes(value.head).writeBytes(value.message);
        }

        /** So that no buffer is needed to find out how long each is. */
        @Override
        public boolean isEstimateExact() {
            return true;
        }

        @Override
        public int estimateSize(Object keyOrValue) {
            return keyOrValue instanceof StoredBytes value
                    ? value.head.length + value.message.length
                    : ((byte[]) keyOrValue).length;
        }
    }
}
