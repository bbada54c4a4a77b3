package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.config.v1.Expressions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class FormulaThreadsTest {
    @Test
    void turnsAwayWhatItHasNoRoomFor() throws InterruptedException {
        Expressions settings = Expressions.newBuilder()
                .setOffloadBytes(1)
                .setThreads(1)
                .setMaxQueued(2)
                .build();
        try (FormulaThreads threads = FormulaThreads.of(settings)) {
            Executor executor = threads.offload().executor();
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(3);
            executor.execute(() -> {
                running.countDown();
                await(released);
                done.countDown();
            });
            running.await();
            executor.execute(done::countDown);
            executor.execute(done::countDown);
            assertThatThrownBy(() -> executor.execute(done::countDown)).isInstanceOf(RejectedExecutionException.class);
            released.countDown();
            done.await();
            assertThat(done.getCount()).isZero();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
