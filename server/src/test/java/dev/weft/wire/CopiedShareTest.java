package dev.weft.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CopiedShareTest {
    private final CopiedShare share = new CopiedShare();

    @Test
    void knowingNothingItIsTheWhole() {
        assertThat(share.of(1000)).isEqualTo(1000);
        assertThat(share.of(0)).isZero();
        assertThat(share.of(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void followsWhatWasSeenAndLeavesRoom() {
        share.saw(1000, 500);
        assertThat(share.of(1000)).isBetween(500, 600);
        share.saw(4000, 400);
        assertThat(share.of(1000)).isBetween(100, 200);
    }

    @Test
    void hasRoomForThoseThatAreMuchLikeTheLast() {
        share.saw(1000, 500);
        share.saw(1000, 520);
        assertThat(share.of(1000)).isGreaterThanOrEqualTo(530);
    }

    @Test
    void isNeverMoreThanTheWhole() {
        share.saw(1000, 5000);
        assertThat(share.of(1000)).isEqualTo(1000);
        share.saw(0, 0);
        assertThat(share.of(1000)).isEqualTo(1000);
        share.saw(Integer.MAX_VALUE, Integer.MAX_VALUE / 2);
        assertThat(share.of(Integer.MAX_VALUE)).isBetween(Integer.MAX_VALUE / 2, Integer.MAX_VALUE / 100 * 60);
    }
}
