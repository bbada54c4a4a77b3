package dev.weft.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchedLinesTest {
    private final LoggerContext context = new LoggerContext();
    private final Output output = new Output();
    private final BatchedLines lines = new BatchedLines(output);
    private final Logger log = context.getLogger("weft.test");

    BatchedLinesTest() {
        lines.setContext(context);
        lines.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(lines);
    }

    @Test
    void writesALineForEachEventInTheirOrder() {
        IntStream.range(0, 1000).forEach(i -> log.info("line {}", i));
        List<String> written = afterTheEnd();
        assertThat(written).hasSize(1000);
        assertThat(written.get(999)).endsWith(",\"level\":\"INFO\",\"logger\":\"weft.test\",\"message\":\"line 999\"}");
    }

    @Test
    void tellsPairsAndWhatWasThrown() {
        log.atWarn()
                .addKeyValue("number", 7)
                .addKeyValue("text", "a\n\"b\"")
                .setCause(new IllegalStateException("why"))
                .log("message");
        assertThat(afterTheEnd())
                .singleElement()
                .asString()
                .contains(
                        "\"message\":\"message\",\"number\":7,\"text\":\"a\\n\\\"b\\\"\",\"thrown\":\"java.lang.IllegalState")
                .endsWith("\"}");
    }

    @Test
    void aLineThatCannotBeMadeEndsAndTheOthersAreWritten() {
        JsonFields broken = json -> {
            throw new IllegalStateException("broken");
        };
        log.atInfo().addKeyValue("broken", broken).log("one");
        log.info("two");
        assertThat(afterTheEnd())
                .satisfiesExactly(
                        one -> assertThat(one).endsWith("\"message\":\"one\"}"),
                        two -> assertThat(two).endsWith("\"message\":\"two\"}"));
    }

    @Test
    void nobodyWaitsForABlockedOutputAndWhatWasDroppedIsCounted() throws Exception {
        output.block();
        IntStream.range(0, 10_000).forEach(i -> log.info("line {}", i));
        log.error("still heard");
        output.unblock();
        output.waitFor("were dropped");
        List<String> written = afterTheEnd();
        assertThat(written).anyMatch(line -> line.contains("still heard"));
        long infos = written.stream().filter(line -> line.contains("\"INFO\"")).count();
        assertThat(infos).isLessThan(10_000);
        assertThat(written)
                .anyMatch(line -> line.contains((10_000 - infos) + " lines came faster than they could be written"));
    }

    private List<String> afterTheEnd() {
        lines.stop();
        return output.text().lines().toList();
    }

    /** One that can be blocked as a full pipe is. */
    private static final class Output extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private volatile CountDownLatch free = new CountDownLatch(0);

        void block() {
            free = new CountDownLatch(1);
        }

        void unblock() {
            free.countDown();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (this) {
                written.write(bytes, offset, length);
                notifyAll();
            }
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        synchronized String text() {
            return written.toString(UTF_8);
        }

        synchronized void waitFor(String part) throws InterruptedException {
            while (!text().contains(part)) {
                wait(TimeUnit.SECONDS.toMillis(20));
            }
        }
    }
}
