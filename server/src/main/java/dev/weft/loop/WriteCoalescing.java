package dev.weft.loop;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelConfig;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelFutureListener;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelOutboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Copies small buffers that are written to a connection between two flushes into one, in the order in which they come; the promise of each
 * write is kept when that one is written. HTTP/2 writes the header and the content of each frame apart, and to carry each of them through
 * Netty and the kernel costs more than to copy it. Large ones pass as they are.
 *
 * <p>As headers then live no longer than until they are copied, the connection takes its buffers from {@link LoopBuffers}.
 */
final class WriteCoalescing extends ChannelOutboundHandlerAdapter {
    /** What is larger is cheaper to carry than to copy. */
    private static final int MOST_BYTES_COPIED = 4 << 10;

    private static final int LEAST_CHUNK_BYTES = 256;

    /** A dozen pages. What is larger is for reading. */
    private static final int MOST_CHUNK_BYTES = LoopBuffers.MOST_BYTES_OF_THE_POOL;

    private final BiFunction<EventExecutor, ByteBufAllocator, ByteBufAllocator> buffers;

    /** What is not flushed yet, and not passed on; null for nothing. */
    private @Nullable ByteBuf chunk;

    private int chunkBytes = LEAST_CHUNK_BYTES;

    /** How many bytes were copied since the last flush. */
    private int copied;

    private List<ChannelPromise> promises = new ArrayList<>();

    /** @param buffers what a connection of that loop takes its buffers from, when gRPC has chosen those */
    WriteCoalescing(BiFunction<EventExecutor, ByteBufAllocator, ByteBufAllocator> buffers) {
        this.buffers = buffers;
    }

    /** Connections of {@code factory} with such a handler in each. */
    static <C extends Channel> ChannelFactory<C> in(ChannelFactory<C> factory, EventLoops loops) {
        return () -> {
            C channel = factory.newChannel();
            channel.pipeline().addLast(new WriteCoalescing(loops::buffers));
            return channel;
        };
    }

    /** Listening sockets of {@code factory} with such a handler in each accepted connection. */
    static ChannelFactory<ServerChannel> inAccepted(ChannelFactory<? extends ServerChannel> factory, EventLoops loops) {
        return () -> {
            ServerChannel server = factory.newChannel();
            server.pipeline().addLast(new Acceptor(loops));
            return server;
        };
    }

    /** Of a listening socket. */
    private static final class Acceptor extends ChannelInboundHandlerAdapter {
        private final EventLoops loops;

        Acceptor(EventLoops loops) {
            this.loops = loops;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            ((Channel) message).pipeline().addLast(new WriteCoalescing(loops::buffers));
            super.channelRead(context, message);
        }
    }

    // By now the connection has its loop, and gRPC has set its options.
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ChannelConfig config = context.channel().config();
        config.setAllocator(buffers.apply(context.executor(), config.getAllocator()));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes && bytes.readableBytes() <= MOST_BYTES_COPIED) {
            add(context, bytes, promise);
        } else {
            writeChunk(context);
            context.write(message, promise);
        }
    }

    private void add(ChannelHandlerContext context, ByteBuf bytes, ChannelPromise promise) {
        try {
            copied += bytes.readableBytes();
            chunk(context, bytes.readableBytes()).writeBytes(bytes);
            promises.add(promise);
        } finally {
            bytes.release();
        }
    }

    /** One that has room for so many bytes. */
    private ByteBuf chunk(ChannelHandlerContext context, int bytes) {
        if (chunk != null && chunk.writableBytes() < bytes) {
            writeChunk(context);
        }
        if (chunk == null) {
            chunk = context.alloc().directBuffer(Math.max(bytes, chunkBytes));
        }
        return chunk;
    }

    private void writeChunk(ChannelHandlerContext context) {
        ByteBuf written = chunk;
        if (written == null) {
            return;
        }
        chunk = null;
        List<ChannelPromise> its = promises;
        promises = new ArrayList<>(its.size());
        context.write(written).addListener(new Written(its));
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        if (copied > 0) {
            // Room for half as much again as this time. Not always for the most: a few bytes would keep it occupied
            // while
            // the other side does not read.
            chunkBytes = Math.max(LEAST_CHUNK_BYTES, Math.min(copied + copied / 2, MOST_CHUNK_BYTES));
            copied = 0;
        }
        writeChunk(context);
        context.flush();
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        writeChunk(context);
        context.close(promise);
    }

    // When the connection has closed: nobody removes it from one that is open.
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (chunk != null) {
            chunk.release();
            chunk = null;
            promises.forEach(promise -> promise.tryFailure(new ClosedChannelException()));
        }
    }

    /** Tells those whose bytes were in one chunk what became of it. */
    private record Written(List<ChannelPromise> promises) implements ChannelFutureListener {
        @Override
        public void operationComplete(ChannelFuture write) {
            for (ChannelPromise promise : promises) {
                if (write.isSuccess()) {
                    promise.trySuccess();
                } else {
                    promise.tryFailure(write.cause());
                }
            }
        }
    }
}
