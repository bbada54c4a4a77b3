package dev.weft.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The oracle is the JDK's decoder. */
class Utf8Test {
    private static final int LONGEST = 70;
    private static final byte[] OTHERS = {(byte) 0x80, (byte) 0xc3, (byte) 0xa9, (byte) 0xff, 'a', 'a', 'a'};

    @Test
    void seesOneBadByteWhereverItIs() {
        for (int length = 0; length <= LONGEST; length++) {
            for (int before = 0; before <= 9; before++) {
                byte[] bytes = surrounded(before, length);
                assertThat(holds(bytes, before, before + length)).isTrue();
                for (int at = before; at < before + length; at++) {
                    bytes[at] = (byte) 0x80;
                    assertThat(holds(bytes, before, before + length))
                            .as("%d of %d bytes", at - before, length)
                            .isFalse();
                    bytes[at] = 'a';
                }
            }
        }
    }

    @Test
    void agreesWithTheDecoder() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(LONGEST)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = OTHERS[random.nextInt(OTHERS.length)];
            }
            assertThat(holds(bytes, 0, bytes.length)).isEqualTo(decodes(bytes));
        }
    }

    /** ASCII between bytes that are none. */
    private static byte[] surrounded(int before, int length) {
        byte[] bytes = new byte[before + length + 9];
        Arrays.fill(bytes, (byte) 0x80);
        Arrays.fill(bytes, before, before + length, (byte) 'a');
        return bytes;
    }

    private static boolean holds(byte[] bytes, int start, int end) {
        try {
            Utf8.check(bytes, start, end);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    private static boolean decodes(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
