package dev.weft.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CopiedShareTest {
    private final CopiedShare share = new CopiedShare();

    private void sawOften(int length, int copied) {
        for (int i = 0; i < 100; i++) {
            share.saw(length, copied);
        }
    }

    @Test
    void knowingNothingItIsTheWhole() {
        assertThat(share.of(1000)).isEqualTo(1000);
        assertThat(share.of(0)).isZero();
        assertThat(share.of(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void followsWhatIsSeenAndLeavesRoom() {
        sawOften(1000, 500);
        assertThat(share.of(1000)).isBetween(500, 650);
        sawOften(4000, 400);
        assertThat(share.of(1000)).isBetween(100, 250);
    }

    @Test
    void risesAtOnceAndFallsSlowly() {
        sawOften(1000, 100);
        share.saw(1000, 900);
        assertThat(share.of(1000)).isGreaterThanOrEqualTo(900);
        share.saw(1000, 100);
        assertThat(share.of(1000)).isGreaterThan(600);
    }

    @Test
    void hasRoomForThoseThatAreMuchLikeTheLast() {
        sawOften(1000, 500);
        assertThat(share.of(1000)).isGreaterThanOrEqualTo(530);
    }

    @Test
    void takesNoNoticeOfShortMessages() {
        sawOften(1000, 500);
        sawOften(200, 0);
        sawOften(0, 0);
        assertThat(share.of(1000)).isGreaterThan(500);
        assertThat(share.of(200)).isEqualTo(200);
    }

    @Test
    void isNeverMoreThanTheWhole() {
        sawOften(1000, 5000);
        assertThat(share.of(1000)).isEqualTo(1000);
        sawOften(Integer.MAX_VALUE, Integer.MAX_VALUE / 2);
        assertThat(share.of(Integer.MAX_VALUE)).isBetween(Integer.MAX_VALUE / 2, Integer.MAX_VALUE / 100 * 65);
    }
}
