package dev.weft.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes log events on a thread of its own, so that a blocked pipe never blocks an event loop: the first of a crowd at once, and
 * then in batches, each of them one write. Events that come faster than they can be written are dropped rather than waited for,
 * and counted in a line of their own; a part of the queue is kept for warnings and errors. Safe for use by many threads.
 */
final class BatchedLines extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final int QUEUE_SIZE = 8192;
    private static final int KEPT_FOR_WARNINGS = QUEUE_SIZE / 5;
    // Waking a thread costs more than making a line. One that is about to look again by itself need not be woken.
    private static final long PAUSE_MILLIS = 10;
    private static final long LAST_LINES_MILLIS = 1000;

    private final BlockingQueue<ILoggingEvent> queue = new ArrayBlockingQueue<>(QUEUE_SIZE);
    private final LongAdder dropped = new LongAdder();
    private final JsonLines lines = new JsonLines();
    private final OutputStream output;
    private final Thread writer = new Thread(this::writeAll, "weft-log");

    /** Writes to an output that stays open. */
    BatchedLines(OutputStream output) {
        this.output = output;
        writer.setDaemon(true);
    }

    @Override
    public void start() {
        super.start();
        writer.start();
    }

    /** Waits a second at most for the last lines. */
    @Override
    public void stop() {
        super.stop();
        writer.interrupt();
        try {
            writer.join(LAST_LINES_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        // Put together now and kept by the event: what it says may change afterwards.
        event.getFormattedMessage();
        if (!hasRoom(event.getLevel()) || !queue.offer(event)) {
            dropped.increment();
        }
    }

    private boolean hasRoom(Level level) {
        return level.isGreaterOrEqual(Level.WARN) || queue.remainingCapacity() > KEPT_FOR_WARNINGS;
    }

    private void writeAll() {
        try {
            while (isStarted()) {
                write(queue.take());
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // stop: what is left is written below
        }
        if (!queue.isEmpty()) {
            write(queue.remove());
        }
    }

    private void write(ILoggingEvent first) {
        List<ILoggingEvent> batch = new ArrayList<>();
        batch.add(first);
        queue.drainTo(batch);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        batch.forEach(event -> lay(event, text));
        try {
            text.writeTo(output);
            output.flush();
        } catch (IOException e) {
            addError("log lines could not be written", e);
        }
        tellDropped();
    }

    private void lay(ILoggingEvent event, OutputStream text) {
        try {
            lines.write(event, text);
        } catch (IOException | RuntimeException e) {
            addError("a log line could not be made", e);
        }
    }

    private void tellDropped() {
        long lost = dropped.sumThenReset();
        if (lost > 0) {
            ((LoggerContext) getContext())
                    .getLogger("weft.log")
                    .warn("{} lines came faster than they could be written, and were dropped", lost);
        }
    }
}
