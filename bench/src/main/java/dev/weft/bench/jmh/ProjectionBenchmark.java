package dev.weft.bench.jmh;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.weft.bench.data.Shop;
import dev.weft.bench.page.v1.GetDashboardResponse;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A service's answer into the page's cards: every way, and Weft's with long lists. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProjectionBenchmark {
    /** How many orders the answer has. */
    @Param("20")
    public int items;

    private final OrderCards cards = new OrderCards();
    private byte[] answer = {};

    /** Makes the answer, and sees that every way makes the same of it, in whatever order of fields. */
    @Setup
    public void prepare() throws InvalidProtocolBufferException {
        answer = answer(items);
        GetDashboardResponse expected = GetDashboardResponse.parseFrom(cards.generated(answer));
        if (!GetDashboardResponse.parseFrom(cards.projected(answer)).equals(expected)
                || !GetDashboardResponse.parseFrom(cards.dynamic(answer)).equals(expected)) {
            throw new IllegalStateException("the ways do not make the same of an answer");
        }
    }

    /** An answer of so many orders. */
    static byte[] answer(int items) {
        return Shop.of(7, items).orders().toByteArray();
    }

    @Benchmark
    public byte[] weft() {
        return cards.projected(answer);
    }

    @Benchmark
    public byte[] generated() throws InvalidProtocolBufferException {
        return cards.generated(answer);
    }

    @Benchmark
    public byte[] dynamic() throws InvalidProtocolBufferException {
        return cards.dynamic(answer);
    }
}
