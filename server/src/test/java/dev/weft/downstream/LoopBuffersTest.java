package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultEventExecutor;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import io.grpc.netty.shaded.io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LoopBuffersTest {
    private static final int READ = 64 << 10;

    private final PooledByteBufAllocator pool = new PooledByteBufAllocator(true);
    /** Those of a loop that every caller is on. */
    private final LoopBuffers buffers = new LoopBuffers(pool, ImmediateEventExecutor.INSTANCE);

    @Test
    void theSmallOneThatCameBackLastIsGivenAgainAndIsEmpty() {
        ByteBuf first = buffers.buffer();
        ByteBuf second = buffers.buffer(9);
        assertThat(second).isNotSameAs(first);
        first.release();
        second.writeInt(7).readByte();
        second.release();
        ByteBuf again = buffers.buffer(100);
        assertThat(again).isSameAs(second);
        assertThat(again.refCnt()).isEqualTo(1);
        assertThat(again.readerIndex()).isZero();
        assertThat(again.writerIndex()).isZero();
        assertThat(buffers.buffer()).isSameAs(first);
        assertThat(pool.pinnedDirectMemory()).isZero();
    }

    @Test
    void oneThatGrewIsNotKept() {
        ByteBuf grown = buffers.buffer();
        grown.writeZero(300);
        grown.release();
        assertThat(buffers.buffer()).isNotSameAs(grown);
    }

    @Test
    void fewSmallOnesAreKept() {
        List<ByteBuf> many = Stream.generate(buffers::buffer).limit(100).toList();
        many.forEach(ByteBuf::release);
        assertThat(Stream.generate(buffers::buffer)
                        .limit(100)
                        .filter(again -> many.stream().anyMatch(one -> one == again)))
                .hasSize(16);
    }

    @Test
    void thoseOfShortMessagesAreGivenAgainToo() {
        ByteBuf message = buffers.buffer(4096, 4096);
        assertThat(message.writableBytes()).isEqualTo(4096);
        assertThat(message.maxCapacity()).isEqualTo(4096);
        message.release();
        assertThat(buffers.buffer()).isNotSameAs(message);
        assertThat(buffers.buffer(4096, 4096)).isSameAs(message);
        assertThat(pool.pinnedDirectMemory()).isZero();
    }

    @Test
    void oneThatIsReleasedElsewhereIsNotKept() throws Exception {
        EventExecutor loop = new DefaultEventExecutor();
        LoopBuffers its = new LoopBuffers(pool, loop);
        ByteBuf buffer = loop.submit(() -> its.buffer()).get(5, TimeUnit.SECONDS);
        buffer.release();
        assertThat(loop.submit(() -> its.buffer()).get(5, TimeUnit.SECONDS)).isNotSameAs(buffer);
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void largerOnesAreFromThePool() {
        ByteBuf large = buffers.buffer(257);
        ByteBuf exact = buffers.buffer(5000, 5000);
        assertThat(large.isDirect()).isTrue();
        assertThat(exact.maxCapacity()).isEqualTo(5000);
        assertThat(pool.pinnedDirectMemory()).isPositive();
        large.release();
        exact.release();
        assertThat(pool.pinnedDirectMemory()).isZero();
    }

    @Test
    void whatIsReadIntoIsGivenAgainWhenNobodyHoldsIt() {
        ByteBuf read = buffers.ioBuffer(READ);
        read.writeZero(100).readByte();
        read.release();
        ByteBuf again = buffers.ioBuffer(READ - 100);
        assertThat(again).isSameAs(read);
        assertThat(again.capacity()).isEqualTo(READ);
        assertThat(again.isReadable()).isFalse();
        again.release();
        buffers.close();
        assertThat(pool.pinnedDirectMemory()).isZero();
    }

    // A connection that reads little at a time must not keep 64 kB for half a frame.
    @Test
    void aSmallReadIsAsSmallAsIsWanted() {
        ByteBuf read = buffers.ioBuffer(2048);
        assertThat(read.capacity()).isEqualTo(2048);
        read.release();
    }

    @Test
    void onOtherThreadsAllAreFromThePool() {
        EventExecutor elsewhere = new DefaultEventExecutor();
        LoopBuffers others = new LoopBuffers(pool, elsewhere);
        ByteBuf small = others.buffer();
        ByteBuf message = others.buffer(4096, 4096);
        ByteBuf read = others.ioBuffer(READ);
        assertThat(Stream.of(small, message, read)).allMatch(ByteBuf::isDirect);
        assertThat(pool.pinnedDirectMemory()).isGreaterThan(READ);
        small.release();
        message.release();
        read.release();
        assertThat(pool.pinnedDirectMemory()).isZero();
    }

    @Property(tries = 100)
    void whatSomebodyHoldsIsNotWrittenOver(@ForAll long seed) {
        LoopBuffers mine = new LoopBuffers(pool, ImmediateEventExecutor.INSTANCE);
        Random random = new Random(seed);
        List<ByteBuf> held = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ByteBuf buffer = switch (random.nextInt(3)) {
                case 0 -> mine.buffer();
                case 1 -> mine.buffer(4096, 4096);
                default -> mine.ioBuffer(READ);
            };
            buffer.writeInt(i);
            held.add(random.nextBoolean() ? buffer : buffer.readRetainedSlice(4));
            values.add(i);
            if (held.get(held.size() - 1) != buffer) {
                buffer.release();
            }
            while (random.nextInt(3) > 0 && !held.isEmpty()) {
                int one = random.nextInt(held.size());
                ByteBuf last = held.remove(one);
                assertThat(last.getInt(last.readerIndex())).isEqualTo(values.remove(one));
                last.release();
            }
        }
        for (int one = 0; one < held.size(); one++) {
            assertThat(held.get(one).getInt(held.get(one).readerIndex())).isEqualTo(values.get(one));
            held.get(one).release();
        }
        mine.close();
    }
}
