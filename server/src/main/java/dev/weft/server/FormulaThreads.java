package dev.weft.server;

import dev.weft.config.v1.Expressions;
import dev.weft.execution.Offload;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which large evaluations run. They are started when they are needed, and end when they are not. What finds too many waiting before
 * it is turned away.
 */
final class FormulaThreads implements AutoCloseable {
    private static final long IDLE_SECONDS = 60;

    private final long bytes;
    private final ThreadPoolExecutor threads;

    private FormulaThreads(long bytes, ThreadPoolExecutor threads) {
        this.bytes = bytes;
        this.threads = threads;
    }

    static FormulaThreads of(Expressions settings) {
        AtomicInteger number = new AtomicInteger();
        int count = settings.getThreads();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                count,
                count,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(settings.getMaxQueued()),
                task -> {
                    Thread thread = new Thread(task, "weft-formula-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return new FormulaThreads(settings.getOffloadBytes(), threads);
    }

    Offload offload() {
        return new Offload(bytes, threads);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
