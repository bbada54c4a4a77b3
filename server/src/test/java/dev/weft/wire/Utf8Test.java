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
    private static final String[] CHARACTERS = {"a", "b", "eight of them", "\u00e9", "\u20ac", "\ud83d\ude00"};

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
        int held = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = text(random);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            boolean holds = holds(bytes, 0, bytes.length);
            assertThat(holds).isEqualTo(decodes(bytes));
            held += holds ? 1 : 0;
        }
        assertThat(held).isBetween(50_000, 90_000);
    }

    private static byte[] text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(20); length > 0; length--) {
            text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString().getBytes(UTF_8);
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
