package dev.weft.downstream;

import io.grpc.netty.shaded.io.netty.buffer.AbstractByteBufAllocator;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.buffer.UnpooledHeapByteBuf;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of one loop's connections. Most live for a moment: headers of frames and short messages until {@link WriteCoalescing} has
 * copied them, what was read until it is parsed. Of these the loop keeps some, and gives the one that came back last, whose memory the
 * processor still has in its cache; all others are from a pool. Safe for use by many threads: others than the loop's get theirs from the
 * pool.
 */
final class LoopBuffers extends AbstractByteBufAllocator {
    /** What Netty asks for when it does not know how much it needs, as for a block of headers. */
    private static final int HEADERS_BYTES = 256;

    /** Of the two that a frame takes; TLS keeps what it has not encrypted yet. */
    private static final int MOST_HEADERS_KEPT = 16;

    /** What gRPC asks for when a message is no longer. */
    private static final int MESSAGE_BYTES = 4 << 10;

    /** As many as are written in a busy turn of the loop. */
    private static final int MOST_MESSAGES_KEPT = 64;

    /** What Netty reads from a connection that brings much; what is larger than half of it the pool's own caches do not keep. */
    private static final int READ_BYTES = 64 << 10;

    private final ByteBufAllocator pool;
    private final EventExecutor loop;
    private final Stack headers = new Stack(HEADERS_BYTES, Integer.MAX_VALUE, MOST_HEADERS_KEPT);
    private final Stack messages = new Stack(MESSAGE_BYTES, MESSAGE_BYTES, MOST_MESSAGES_KEPT);

    /** Free when nobody else holds it. */
    private @Nullable ByteBuf read;

    LoopBuffers(ByteBufAllocator pool, EventExecutor loop) {
        super(true);
        this.pool = pool;
        this.loop = loop;
    }

    @Override
    public ByteBuf buffer() {
        return buffer(HEADERS_BYTES);
    }

    @Override
    public ByteBuf buffer(int bytes) {
        return bytes <= HEADERS_BYTES && loop.inEventLoop() ? headers.take() : pool.directBuffer(bytes);
    }

    @Override
    public ByteBuf buffer(int bytes, int most) {
        boolean message = bytes == MESSAGE_BYTES && most == MESSAGE_BYTES;
        return message && loop.inEventLoop() ? messages.take() : pool.directBuffer(bytes, most);
    }

    @Override
    protected ByteBuf newDirectBuffer(int bytes, int most) {
        boolean reads = bytes > READ_BYTES / 2 && bytes <= READ_BYTES && most == Integer.MAX_VALUE;
        return reads && loop.inEventLoop() ? read() : pool.directBuffer(bytes, most);
    }

    private ByteBuf read() {
        ByteBuf kept = read;
        if (kept == null || kept.refCnt() > 1 || kept.capacity() != READ_BYTES) {
            close();
            kept = pool.directBuffer(READ_BYTES);
            read = kept;
        }
        return kept.clear().retain();
    }

    @Override
    protected ByteBuf newHeapBuffer(int bytes, int most) {
        return pool.heapBuffer(bytes, most);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return pool.isDirectBufferPooled();
    }

    /** Gives back to the pool what is its. On the loop, or when that has stopped. */
    void close() {
        if (read != null) {
            read.release();
            read = null;
        }
    }

    /** Buffers of one size that nobody holds. Theirs is memory of the heap: whoever forgets one costs nothing but a new one. */
    private final class Stack {
        private final int bytes;
        private final int most;
        private final int mostKept;
        private final ArrayDeque<Reused> kept = new ArrayDeque<>();

        Stack(int bytes, int most, int mostKept) {
            this.bytes = bytes;
            this.most = most;
            this.mostKept = mostKept;
        }

        ByteBuf take() {
            Reused last = kept.pollLast();
            return last == null ? new Reused(this) : last.again();
        }

        /** Whether it is kept. */
        boolean back(Reused buffer) {
            if (buffer.capacity() != bytes || kept.size() == mostKept || !loop.inEventLoop()) {
                return false;
            }
            kept.addLast(buffer);
            return true;
        }
    }

    private final class Reused extends UnpooledHeapByteBuf {
        private final Stack stack;

        Reused(Stack stack) {
            super(LoopBuffers.this, stack.bytes, stack.most);
            this.stack = stack;
        }

        Reused again() {
            resetRefCnt();
            clear();
            return this;
        }

        @Override
        protected void deallocate() {
            if (!stack.back(this)) {
                super.deallocate();
            }
        }
    }
}
