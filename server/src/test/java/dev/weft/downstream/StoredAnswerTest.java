package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** An answer as it stands in Redis. */
class StoredAnswerTest {
    private static final byte[] KEY = {1, 2, 3};
    private static final StoredAnswer ANSWER = new StoredAnswer(new byte[] {7, 8}, 1234, 0.95);

    private final StoredBytes.Codec codec = new StoredBytes.Codec();
    private final byte[] written = written();

    private byte[] written() {
        ByteBuf buffer = Unpooled.buffer();
        codec.encodeValue(ANSWER.encode(KEY), buffer);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    private StoredAnswer read(byte[] key, byte[] bytes) {
        return StoredAnswer.decode(key, codec.decodeValue(ByteBuffer.wrap(bytes)));
    }

    @Test
    void isReadAsItWasWritten() {
        StoredAnswer read = read(KEY, written);
        assertThat(read.message()).containsExactly(7, 8);
        assertThat(read.storedMillis()).isEqualTo(1234);
        assertThat(read.lifetime()).isEqualTo(0.95);
    }

    @Test
    void isNoneUnderAnotherKey() {
        assertThat(read(new byte[] {1, 2, 4}, written)).isNull();
    }

    @Test
    void isNoneWithAnyBitChanged() {
        for (int bit = 0; bit < written.length * Byte.SIZE; bit++) {
            byte[] damaged = written.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(read(KEY, damaged)).as("bit " + bit).isNull();
        }
    }

    @Test
    void isNoneWhenItIsCutShort() {
        for (int length = 0; length < written.length; length++) {
            assertThat(read(KEY, Arrays.copyOf(written, length)))
                    .as(length + " bytes")
                    .isNull();
        }
    }

    @Test
    void isTheSameHoweverItIsWritten() {
        assertThat(codec.encodeValue(ANSWER.encode(KEY))).isEqualTo(ByteBuffer.wrap(written));
        assertThat(codec.estimateSize(ANSWER.encode(KEY))).isEqualTo(written.length);
    }
}
