package dev.weft.loop;

import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Netty event loop as a {@link Loop}, known by its identity. Its clock is {@link System#nanoTime}, which is gRPC's clock too. */
final class NettyLoop implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(NettyLoop.class);

    private final int index;
    private final EventLoop eventLoop;
    private @Nullable LoopBuffers buffers;

    NettyLoop(int index, EventLoop eventLoop) {
        this.index = index;
        this.eventLoop = eventLoop;
    }

    /** What its connections take their buffers from; the pool is that of the first of them. To be called on the loop. */
    ByteBufAllocator buffers(ByteBufAllocator pool) {
        if (buffers == null) {
            buffers = new LoopBuffers(pool, eventLoop);
        }
        return buffers;
    }

    /** It will run nothing more. */
    void stopped() {
        if (buffers != null) {
            buffers.close();
        }
    }

    /** The same as Netty knows it. */
    EventLoop eventLoop() {
        return eventLoop;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean isCurrent() {
        return eventLoop.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(task);
    }

    @Override
    public Cancellable schedule(Runnable task, long delayNanos) {
        ScheduledFuture<?> timer = eventLoop.schedule(() -> run(task), delayNanos, TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    /** Netty would keep to itself what is thrown here: nobody asks the future for it. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a timer's task failed unexpectedly", e);
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
