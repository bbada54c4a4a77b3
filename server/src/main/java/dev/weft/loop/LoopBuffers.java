package dev.weft.loop;

import io.grpc.netty.shaded.io.netty.buffer.AbstractByteBufAllocator;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.buffer.UnpooledHeapByteBuf;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of one loop's connections. Headers live until {@link WriteCoalescing} has copied them, what was read until it is parsed: both
 * for a moment. Of these the loop keeps some, and gives the one that came back last, whose memory the processor still has in its cache. All
 * others are from a pool. Safe for use by many threads: others than the loop's get theirs from the pool.
 */
final class LoopBuffers extends AbstractByteBufAllocator {
    /** What is asked for a block of headers; for the header of a frame it is a few bytes. */
    private static final int SMALL_BYTES = 256;

    /** Blocks of headers grow; one of the usual tokens fits. */
    private static final int MOST_BYTES_KEPT = 4 << 10;

    /** Two are in use at once, or, below TLS, all that a turn of the loop writes. */
    private static final int MOST_KEPT = 16;

    /** What Netty reads from a connection that brings much. */
    private static final int READ_BYTES = 64 << 10;

    /** What is no larger the pool's own caches keep; and a connection that brings little is not to hold 64 kB for half a frame. */
    static final int MOST_BYTES_OF_THE_POOL = 32 << 10;

    private final ByteBufAllocator pool;
    private final EventExecutor loop;
    private final ArrayDeque<Small> small = new ArrayDeque<>(MOST_KEPT);

    /** Free when nobody else holds it. */
    private @Nullable ByteBuf read;

    LoopBuffers(ByteBufAllocator pool, EventExecutor loop) {
        super(true);
        this.pool = pool;
        this.loop = loop;
    }

    @Override
    public ByteBuf buffer() {
        return buffer(SMALL_BYTES);
    }

    @Override
    public ByteBuf buffer(int bytes) {
        return bytes <= SMALL_BYTES && loop.inEventLoop() ? small() : pool.directBuffer(bytes);
    }

    private ByteBuf small() {
        Small last = small.pollLast();
        return toLeakAwareBuffer(last == null ? new Small() : last.again());
    }

    @Override
    protected ByteBuf newDirectBuffer(int bytes, int most) {
        boolean reads = bytes > MOST_BYTES_OF_THE_POOL && bytes <= READ_BYTES && most == Integer.MAX_VALUE;
        return reads && loop.inEventLoop() ? read() : pool.directBuffer(bytes, most);
    }

    private ByteBuf read() {
        ByteBuf kept = read;
        if (kept == null || kept.refCnt() != 1 || kept.capacity() != READ_BYTES) {
            dropRead();
            kept = pool.directBuffer(READ_BYTES);
            read = kept;
        }
        return kept.clear().retain();
    }

    /** It is of those who hold it, if any. */
    private void dropRead() {
        // Zero when one of them has released it twice.
        if (read != null && read.refCnt() > 0) {
            read.release();
        }
        read = null;
    }

    @Override
    protected ByteBuf newHeapBuffer(int bytes, int most) {
        return pool.heapBuffer(bytes, most);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return pool.isDirectBufferPooled();
    }

    /** Gives back to the pool what is its. To be called when the loop has stopped. */
    void close() {
        dropRead();
    }

    /** Of the heap: whoever forgets one costs nothing but a new one. */
    private final class Small extends UnpooledHeapByteBuf {
        Small() {
            super(LoopBuffers.this, SMALL_BYTES, Integer.MAX_VALUE);
        }

        Small again() {
            resetRefCnt();
            clear();
            return this;
        }

        @Override
        protected void deallocate() {
            if (loop.inEventLoop() && capacity() <= MOST_BYTES_KEPT && small.size() < MOST_KEPT) {
                small.addLast(this);
            } else {
                super.deallocate();
            }
        }
    }
}
