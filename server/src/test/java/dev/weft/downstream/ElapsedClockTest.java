package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.weft.downstream.DownstreamSettings.Breaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ElapsedClockTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final ElapsedClock clock = new ElapsedClock(nanos::get);

    @Test
    void goesOnWithTheNanosecondsThoughTheyOverflow() {
        Instant start = clock.instant();
        nanos.addAndGet(Duration.ofSeconds(90).toNanos());
        assertThat(Duration.between(start, clock.instant())).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aBreakerThatGoesByItIsOpenForAsLongAsItIsTold() {
        Breaker settings = Settings.breaker(Duration.ofSeconds(5));
        CircuitBreaker breaker = Breakers.of("test", settings, clock);
        for (int i = 0; i < settings.minimumNumberOfCalls(); i++) {
            breaker.tryAcquirePermission();
            breaker.onResult(1, TimeUnit.MILLISECONDS, Code.UNAVAILABLE);
        }
        nanos.addAndGet(settings.waitDurationInOpenState().toNanos() - 1);
        assertThat(breaker.tryAcquirePermission()).isFalse();
        nanos.addAndGet(Duration.ofMillis(2).toNanos());
        assertThat(breaker.tryAcquirePermission()).isTrue();
    }
}
