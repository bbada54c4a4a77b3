package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weft.loop.FakeLoop;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ComplaintsTest {
    private final Logger log = (Logger) LoggerFactory.getLogger(ComplaintsTest.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final FakeLoop clock = new FakeLoop();

    @Test
    void oneLineAMinute() {
        lines.start();
        log.setAdditive(false);
        log.addAppender(lines);
        Complaints complaints = new Complaints(log, clock::nanoTime);
        for (int i = 0; i < 180; i++) {
            complaints.note("redis: not connected");
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "redis: not connected (1 times since this was last said)",
                        "redis: not connected (60 times since this was last said)",
                        "redis: not connected (60 times since this was last said)");
    }
}
