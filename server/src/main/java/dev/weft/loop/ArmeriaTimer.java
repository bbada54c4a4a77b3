package dev.weft.loop;

import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A task of Armeria's that a loop runs later, once or again and again. Thread-safe. */
final class ArmeriaTimer<V> extends DefaultPromise<V> implements ScheduledFuture<V>, Runnable {
    private final Callable<V> task;
    private final boolean repeated;
    private volatile io.grpc.netty.shaded.io.netty.util.concurrent.@Nullable ScheduledFuture<?> timer;

    ArmeriaTimer(EventExecutor loop, Callable<V> task, boolean repeated) {
        super(loop);
        this.task = task;
        this.repeated = repeated;
    }

    /** By which it will run, unless that is cancelled, as all are when their loop stops. */
    ArmeriaTimer<V> on(io.grpc.netty.shaded.io.netty.util.concurrent.ScheduledFuture<?> timer) {
        this.timer = timer;
        timer.addListener(ended -> {
            if (ended.isCancelled()) {
                super.cancel(false);
            }
        });
        return this;
    }

    @Override
    public void run() {
        try {
            if (repeated) {
                repeat();
            } else if (setUncancellable()) {
                setSuccess(task.call());
            }
        } catch (Throwable e) {
            tryFailure(e);
            stop();
        }
    }

    private void repeat() throws Exception {
        if (isDone()) {
            stop();
        } else {
            task.call();
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            stop();
        }
        return cancelled;
    }

    private void stop() {
        io.grpc.netty.shaded.io.netty.util.concurrent.ScheduledFuture<?> running = timer;
        if (running != null) {
            running.cancel(false);
        }
    }

    @Override
    public long getDelay(TimeUnit unit) {
        io.grpc.netty.shaded.io.netty.util.concurrent.ScheduledFuture<?> running = timer;
        return running == null ? 0 : running.getDelay(unit);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
