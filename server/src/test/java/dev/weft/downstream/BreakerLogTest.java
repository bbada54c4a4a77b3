package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.FakeLoop;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BreakerLogTest {
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Logger log = (Logger) LoggerFactory.getLogger(BreakerLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final FakeLoop loop = new FakeLoop();
    private final CircuitBreaker breaker =
            Breakers.of("users", Settings.breaker(WAIT), new ElapsedClock(loop::nanoTime));

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
    }

    private void call(UnaryCall inner) {
        FairTime fairTime = new FairTime(Duration.ofMillis(1), Duration.ofSeconds(1));
        new BreakerCall(inner, breaker, new BreakerLog("users", breaker), fairTime)
                .start(
                        new CallContext(loop, loop.nanoTime() + 1_000_000_000L, Headers.NONE),
                        new byte[0],
                        result -> {});
    }

    @Test
    void saysOnceWhatTheBreakerHasBecome() {
        BreakerLog one = new BreakerLog("users", breaker);
        one.look();
        breaker.transitionToOpenState();
        one.look();
        one.look();
        breaker.transitionToHalfOpenState();
        breaker.transitionToClosedState();
        one.look();
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("downstream users: circuit breaker OPEN", "downstream users: circuit breaker CLOSED");
    }

    @Test
    void callsLookBeforeAndAfter() {
        breaker.transitionToOpenState();
        loop.advance(WAIT.plusMillis(1));
        call((context, request, done) -> {
            done.accept(new Failure(Code.UNAVAILABLE, "away"));
            return () -> {};
        });
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "downstream users: circuit breaker HALF_OPEN", "downstream users: circuit breaker OPEN");
    }

    /** Or resilience4j would make an event for every call. */
    @Test
    void nobodyListensToTheBreaker() {
        assertThat(breaker.getEventPublisher())
                .isInstanceOfSatisfying(
                        io.github.resilience4j.core.EventProcessor.class,
                        events -> assertThat(events.hasConsumers()).isFalse());
    }
}
