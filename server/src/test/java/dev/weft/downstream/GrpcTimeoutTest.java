package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GrpcTimeoutTest {
    private static String text(Duration time) {
        return GrpcTimeout.text(time.toNanos());
    }

    @Test
    void isNeverLessThanTheTimeThatIsWaited() {
        assertThat(text(Duration.ofMillis(850))).isEqualTo("850m");
        assertThat(text(Duration.ofMillis(850).minusNanos(1))).isEqualTo("850m");
        assertThat(text(Duration.ofMillis(850).plusNanos(1))).isEqualTo("851m");
        assertThat(text(Duration.ofNanos(2_500_001))).isEqualTo("2501u");
        assertThat(text(Duration.ofNanos(1))).isEqualTo("1u");
        assertThat(text(Duration.ofHours(28).plusMillis(1))).isEqualTo("100801S");
    }
}
