package dev.weft.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.downstream.CallListener;
import dev.weft.downstream.Calls;
import dev.weft.downstream.Downstreams;
import dev.weft.downstream.Headers;
import dev.weft.downstream.LoopbackServer;
import dev.weft.downstream.Settings;
import dev.weft.downstream.UnaryCall;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultEventExecutor;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import io.grpc.netty.shaded.io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        byte[] memory = second.array();
        first.release();
        second.writeInt(7).readByte();
        second.release();
        ByteBuf again = buffers.buffer(100);
        assertThat(again.array()).isSameAs(memory);
        assertThat(again.refCnt()).isEqualTo(1);
        assertThat(again.readerIndex()).isZero();
        assertThat(again.writerIndex()).isZero();
        assertThat(buffers.buffer().array()).isNotSameAs(memory);
        assertThat(pool.pinnedDirectMemory()).isZero();
    }

    @Test
    void oneThatGrewForATokenIsKeptAndOneThatGrewMuchIsNot() {
        for (int bytes : new int[] {1500, 5000}) {
            ByteBuf grown = buffers.buffer();
            grown.writeZero(bytes);
            byte[] memory = grown.array();
            grown.release();
            assertThat(buffers.buffer().array() == memory).isEqualTo(bytes == 1500);
        }
    }

    @Test
    void fewSmallOnesAreKept() {
        List<ByteBuf> many = Stream.generate(buffers::buffer).limit(100).toList();
        List<byte[]> memory = many.stream().map(ByteBuf::array).toList();
        many.forEach(ByteBuf::release);
        assertThat(Stream.generate(buffers::buffer)
                        .limit(100)
                        .filter(again -> memory.stream().anyMatch(one -> one == again.array())))
                .hasSize(16);
    }

    @Test
    void largerOnesAreFromThePool() {
        ByteBuf large = buffers.buffer(257);
        ByteBuf exact = buffers.buffer(100, 100);
        assertThat(large.isDirect()).isTrue();
        assertThat(exact.maxCapacity()).isEqualTo(100);
        assertThat(pool.pinnedDirectMemory()).isPositive();
        large.release();
        exact.release();
        assertThat(pool.pinnedDirectMemory()).isZero();
    }

    @Test
    void whatIsReadIntoIsGivenAgainWhenNobodyHoldsIt() {
        ByteBuf read = buffers.ioBuffer(READ);
        long address = read.memoryAddress();
        read.writeZero(100).readByte();
        read.release();
        ByteBuf again = buffers.ioBuffer(READ - 100);
        assertThat(again.memoryAddress()).isEqualTo(address);
        assertThat(again.capacity()).isEqualTo(READ);
        assertThat(again.isReadable()).isFalse();
        ByteBuf other = buffers.ioBuffer(READ);
        assertThat(other.memoryAddress()).isNotEqualTo(address);
        again.release();
        other.release();
        buffers.close();
        assertThat(pool.pinnedDirectMemory()).isZero();
    }

    // A connection that reads little at a time must not keep 64 kB for half a frame, nor what is written what is for
    // reading.
    @Test
    void whatIsSmallerIsAsSmallAsIsWanted() {
        for (int bytes : new int[] {2048, LoopBuffers.MOST_BYTES_OF_THE_POOL}) {
            ByteBuf read = buffers.ioBuffer(bytes);
            assertThat(read.capacity()).isEqualTo(bytes);
            read.release();
        }
    }

    @Test
    void oneThatWasReleasedTwiceIsReplaced() {
        ByteBuf read = buffers.ioBuffer(READ);
        read.release();
        read.release();
        ByteBuf next = buffers.ioBuffer(READ);
        assertThat(next.refCnt()).isEqualTo(2);
        next.release();
        buffers.close();
        assertThat(pool.pinnedDirectMemory()).isZero();
    }

    @Test
    void onOtherThreadsAllAreFromThePool() {
        LoopBuffers others = new LoopBuffers(pool, new DefaultEventExecutor());
        ByteBuf small = others.buffer();
        ByteBuf read = others.ioBuffer(READ);
        assertThat(Stream.of(small, read)).allMatch(ByteBuf::isDirect);
        assertThat(pool.pinnedDirectMemory()).isGreaterThan(READ);
        small.release();
        read.release();
        assertThat(pool.pinnedDirectMemory()).isZero();
    }

    @Test
    void oneThatIsReleasedElsewhereIsNotKept() throws Exception {
        EventExecutor loop = new DefaultEventExecutor();
        try {
            LoopBuffers its = new LoopBuffers(pool, loop);
            ByteBuf buffer = loop.submit(() -> its.buffer()).get(5, TimeUnit.SECONDS);
            byte[] memory = buffer.array();
            buffer.release();
            assertThat(loop.submit(() -> its.buffer().array()).get(5, TimeUnit.SECONDS))
                    .isNotSameAs(memory);
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    // What says that it is these that gRPC writes frames into: the memory of the last that came back is written over.
    @Test
    void theFramesOfACallAreWrittenIntoThem() throws Exception {
        try (EventLoops loops = EventLoops.start(1);
                LoopbackServer server = LoopbackServer.start();
                Downstreams downstreams = Downstreams.open(
                        List.of(Settings.at(server.target())),
                        loops,
                        Settings.JSON,
                        Settings.CACHE,
                        CallListener.NONE)) {
            server.on(Settings.path("Echo"), call -> call.answer(call.request()));
            UnaryCall echo = downstreams.call(Settings.target("Echo"), List.of(), Optional.empty());
            Loop loop = loops.loops().get(0);
            Calls.make(echo, loop, "first".getBytes(UTF_8), Headers.NONE, 5000).answer();
            byte[] memory = loops.eventLoop(0)
                    .submit(() -> {
                        ByteBuf last = loops.buffers(loops.eventLoop(0), pool).buffer();
                        byte[] array = last.array();
                        last.release();
                        Arrays.fill(array, (byte) 0);
                        return array;
                    })
                    .get(5, TimeUnit.SECONDS);
            Calls.make(echo, loop, "second".getBytes(UTF_8), Headers.NONE, 5000).answer();
            assertThat(memory).isNotEqualTo(new byte[memory.length]);
        }
    }

    @Property(tries = 100)
    void whatSomebodyHoldsIsNotWrittenOver(@ForAll long seed) {
        PooledByteBufAllocator own = new PooledByteBufAllocator(true);
        LoopBuffers mine = new LoopBuffers(own, ImmediateEventExecutor.INSTANCE);
        Random random = new Random(seed);
        List<ByteBuf> held = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ByteBuf buffer = random.nextBoolean() ? mine.buffer() : mine.ioBuffer(READ);
            buffer.writeInt(i);
            if (random.nextInt(4) == 0) {
                buffer.writeZero(random.nextInt(80_000));
            }
            values.add(i);
            if (random.nextBoolean()) {
                held.add(buffer);
            } else {
                held.add(buffer.readRetainedSlice(4));
                buffer.release();
            }
            while (random.nextInt(3) > 0 && !held.isEmpty()) {
                giveBack(held, values, random.nextInt(held.size()));
            }
        }
        while (!held.isEmpty()) {
            giveBack(held, values, 0);
        }
        mine.close();
        assertThat(own.pinnedDirectMemory()).isZero();
    }

    private static void giveBack(List<ByteBuf> held, List<Integer> values, int one) {
        ByteBuf buffer = held.remove(one);
        int value = values.remove(one);
        assertThat(buffer.getInt(buffer.readerIndex())).isEqualTo(value);
        buffer.release();
    }
}
