package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.buffer.UnpooledByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelOutboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WriteCoalescingTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new WriteCoalescing((loop, chosen) -> chosen));

    private static ByteBuf bytes(int count, int value) {
        ByteBuf buffer = Unpooled.buffer(count);
        for (int i = 0; i < count; i++) {
            buffer.writeByte(value);
        }
        return buffer;
    }

    private List<Integer> sizesOut() {
        List<Integer> sizes = new ArrayList<>();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            sizes.add(out.readableBytes());
            out.release();
        }
        return sizes;
    }

    @Test
    void whatIsWrittenBetweenTwoFlushesGoesOutAsOne() {
        List<ByteBuf> written = List.of(bytes(9, 1), bytes(100, 2), bytes(1, 3), bytes(130, 4));
        List<ChannelFuture> futures = written.stream().map(channel::write).toList();
        assertThat(sizesOut()).isEmpty();
        assertThat(futures).noneMatch(ChannelFuture::isDone);
        channel.flush();
        assertThat(sizesOut()).containsExactly(240);
        assertThat(futures).allMatch(ChannelFuture::isSuccess);
        assertThat(written).allMatch(buffer -> buffer.refCnt() == 0);
    }

    @Test
    void makesRoomForAsMuchAsTheLastTime() {
        for (int i = 0; i < 3; i++) {
            sizesOut();
            channel.write(bytes(9, 1));
            channel.write(bytes(2600, 2));
            channel.write(bytes(20, 3));
            channel.flush();
            channel.flush();
        }
        assertThat(sizesOut()).containsExactly(2629);
    }

    @Test
    void theConnectionTakesItsBuffersFromThoseOfItsLoop() {
        ByteBufAllocator ofLoop = new UnpooledByteBufAllocator(true);
        EmbeddedChannel connection = new EmbeddedChannel();
        ByteBufAllocator chosen = connection.alloc();
        connection
                .pipeline()
                .addLast(new WriteCoalescing(
                        (loop, pool) -> loop == connection.eventLoop() && pool == chosen ? ofLoop : pool));
        assertThat(connection.alloc()).isSameAs(ofLoop);
    }

    @Test
    void whatIsLargePassesAsItIsAndInItsPlace() {
        channel.write(bytes(9, 1));
        ByteBuf large = bytes(5000, 2);
        channel.write(large);
        channel.write(bytes(20, 3));
        channel.write("no bytes");
        channel.flush();
        assertThat(((ByteBuf) channel.readOutbound()).readableBytes()).isEqualTo(9);
        assertThat((ByteBuf) channel.readOutbound()).isSameAs(large);
        assertThat(((ByteBuf) channel.readOutbound()).readableBytes()).isEqualTo(20);
        assertThat((String) channel.readOutbound()).isEqualTo("no bytes");
    }

    // Netty closes a connection when such a write has succeeded.
    @Test
    void aWriteOfNothingSucceedsWhenItIsFlushed() {
        ChannelFuture future = channel.write(Unpooled.EMPTY_BUFFER);
        assertThat(future.isDone()).isFalse();
        channel.flush();
        assertThat(future.isSuccess()).isTrue();
    }

    @Test
    void aFlushOfNothingIsNothing() {
        channel.flush();
        assertThat(sizesOut()).isEmpty();
    }

    @Test
    void closingFailsWhatWasNotFlushed() {
        ChannelFuture first = channel.write(bytes(9, 1));
        ChannelFuture second = channel.write(bytes(9, 1));
        channel.close();
        assertThat(first.cause()).isInstanceOf(ClosedChannelException.class);
        assertThat(second.cause()).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void whatCannotBeWrittenFailsForEachOfThoseInIt() {
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                ((ByteBuf) message).release();
                promise.setFailure(new IOException("broken pipe"));
            }
        });
        List<ChannelFuture> futures = List.of(channel.write(bytes(9, 1)), channel.write(bytes(9, 1)));
        channel.flush();
        assertThat(futures).allSatisfy(future -> assertThat(future.cause()).isInstanceOf(IOException.class));
    }

    @Test
    void nothingIsLeftBehindWithoutTheHandler() {
        ChannelFuture future = channel.write(bytes(9, 1));
        channel.pipeline().remove(WriteCoalescing.class);
        assertThat(future.cause()).isInstanceOf(ClosedChannelException.class);
        channel.flush();
        assertThat(sizesOut()).isEmpty();
    }

    @Property(tries = 200)
    void noByteIsLostAndNoneComesTwice(@ForAll long seed) {
        Random random = new Random(seed);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        EmbeddedChannel connection = new EmbeddedChannel(new WriteCoalescing((loop, chosen) -> chosen));
        List<ChannelFuture> futures = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            byte[] content = new byte[random.nextInt(10) == 0 ? random.nextInt(40_000) : random.nextInt(700)];
            random.nextBytes(content);
            expected.writeBytes(content);
            futures.add(connection.write(Unpooled.wrappedBuffer(content)));
            if (random.nextInt(8) == 0) {
                connection.flush();
            }
        }
        connection.flush();
        ByteArrayOutputStream came = new ByteArrayOutputStream();
        for (ByteBuf out = connection.readOutbound(); out != null; out = connection.readOutbound()) {
            byte[] content = new byte[out.readableBytes()];
            out.readBytes(content);
            came.writeBytes(content);
            out.release();
        }
        assertThat(came.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(futures).allMatch(ChannelFuture::isSuccess);
    }
}
