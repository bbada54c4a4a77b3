package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArmeriaTimerTest {
    private static final String FAULT = "a fault of the test";

    private final EventLoops loops = EventLoops.start(1);
    private final EventLoop loop = loops.armeria().next();

    @AfterEach
    void stop() {
        loops.close();
    }

    @Test
    void runsLaterOnTheLoopAndHasWhatTheTaskReturns() throws Exception {
        long start = System.nanoTime();
        ScheduledFuture<Boolean> timer = loop.schedule(() -> loop.inEventLoop(), 20, TimeUnit.MILLISECONDS);
        assertThat(timer.getDelay(TimeUnit.MILLISECONDS)).isBetween(0L, 20L);
        assertThat(timer.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void theSoonerComesFirst() {
        ScheduledFuture<?> sooner = loop.schedule(() -> {}, 1, TimeUnit.HOURS);
        ScheduledFuture<?> later = loop.schedule(() -> {}, 2, TimeUnit.HOURS);
        assertThat(sooner.compareTo(later)).isNegative();
        assertThat(later.compareTo(sooner)).isPositive();
    }

    @Test
    void doesNotRunWhenCancelled() throws Exception {
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        ScheduledFuture<?> timer = loop.schedule(() -> ran.complete(true), 10, TimeUnit.MILLISECONDS);
        assertThat(timer.cancel(false)).isTrue();
        assertThat(timer.isCancelled()).isTrue();
        assertThat(timer.cancel(false)).isFalse();
        loop.schedule(() -> {}, 30, TimeUnit.MILLISECONDS).sync();
        assertThat(ran).isNotDone();
    }

    // It would stay in the loop's queue until its time.
    @Test
    void theLoopForgetsTheCancelled() {
        io.grpc.netty.shaded.io.netty.util.concurrent.ScheduledFuture<?> onLoop =
                loops.eventLoop(0).schedule(() -> {}, 1, TimeUnit.HOURS);
        ArmeriaTimer<Boolean> timer = new ArmeriaTimer<>(loop, () -> true, false);
        timer.on(onLoop).cancel(false);
        assertThat(onLoop.isCancelled()).isTrue();
    }

    @Test
    void isCancelledWhenTheLoopStops() throws Exception {
        ScheduledFuture<?> timer = loop.schedule(() -> {}, 1, TimeUnit.HOURS);
        loops.close();
        assertThat(timer.isCancelled()).isTrue();
    }

    @Test
    void failsAsItsTaskDoes() {
        ScheduledFuture<?> timer = loop.schedule(
                () -> {
                    throw new IllegalStateException(FAULT);
                },
                1,
                TimeUnit.MILLISECONDS);
        assertThatThrownBy(() -> timer.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage(FAULT);
    }

    @Test
    void runsAgainAndAgainUntilCancelled() throws Exception {
        CountDownLatch atRate = new CountDownLatch(3);
        CountDownLatch withDelay = new CountDownLatch(3);
        ScheduledFuture<?> rate = loop.scheduleAtFixedRate(atRate::countDown, 1, 1, TimeUnit.MILLISECONDS);
        ScheduledFuture<?> delay = loop.scheduleWithFixedDelay(withDelay::countDown, 1, 1, TimeUnit.MILLISECONDS);
        assertThat(atRate.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(withDelay.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(rate.isDone()).isFalse();
        rate.cancel(false);
        delay.cancel(false);
        assertThat(rate.isCancelled()).isTrue();
        assertThat(delay.isCancelled()).isTrue();
    }

    @Test
    void runsNoMoreOnceItsTaskHasFailed() throws Exception {
        int[] runs = {0};
        ScheduledFuture<?> timer = loop.scheduleAtFixedRate(
                () -> {
                    runs[0]++;
                    throw new IllegalStateException(FAULT);
                },
                1,
                1,
                TimeUnit.MILLISECONDS);
        assertThatThrownBy(() -> timer.get(5, TimeUnit.SECONDS)).hasRootCauseMessage(FAULT);
        loop.schedule(() -> {}, 10, TimeUnit.MILLISECONDS).sync();
        assertThat(runs[0]).isOne();
    }
}
