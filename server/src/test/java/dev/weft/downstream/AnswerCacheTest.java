package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
    @Test
    void isBoundedByBytes() {
        AnswerCache small = AnswerCache.of(new CacheSettings(10_000, Set.of(), Optional.empty()), SharedAnswers.NONE);
        for (int i = 0; i < 100; i++) {
            small.keep(
                    new CacheKey(new byte[] {(byte) i}, i),
                    new CachedAnswer(new byte[1000], 0, 1, Duration.ofHours(1)));
        }
        int kept = 0;
        for (int i = 0; i < 100; i++) {
            kept += small.find(new CacheKey(new byte[] {(byte) i}, i)) == null ? 0 : 1;
        }
        assertThat(kept).isBetween(1, 8);
    }
}
