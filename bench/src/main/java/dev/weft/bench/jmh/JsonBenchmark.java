package dev.weft.bench.jmh;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.weft.bench.data.ExpectedPage;
import dev.weft.bench.page.v1.GetDashboardResponse;
import dev.weft.transcoding.JsonLimits;
import dev.weft.transcoding.JsonMapping;
import dev.weft.transcoding.JsonWriter;
import dev.weft.transcoding.UnwritableException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The page, from the bytes of protobuf to those of JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonBenchmark {
    private final JsonWriter writer =
            new JsonMapping(name -> Optional.empty(), JsonLimits.DEFAULT).writer(GetDashboardResponse.getDescriptor());
    private final JsonFormat.Printer printer = JsonFormat.printer().omittingInsignificantWhitespace();
    private final GetDashboardResponse page = ExpectedPage.of(7);
    private final byte[] bytes = page.toByteArray();

    /** Sees that both write the same page. */
    @Setup
    public void check() throws InvalidProtocolBufferException, UnwritableException {
        GetDashboardResponse.Builder read = GetDashboardResponse.newBuilder();
        JsonFormat.parser().merge(new String(writer.write(bytes), StandardCharsets.UTF_8), read);
        if (!read.build().equals(page)) {
            throw new IllegalStateException("the JSON does not say what the page says");
        }
    }

    @Benchmark
    public byte[] weft() throws UnwritableException {
        return writer.write(bytes);
    }

    /** Parses and prints. */
    @Benchmark
    public byte[] jsonFormat() throws InvalidProtocolBufferException {
        return printer.print(GetDashboardResponse.parseFrom(bytes)).getBytes(StandardCharsets.UTF_8);
    }

    /** Prints a message that is there already. */
    @Benchmark
    public byte[] jsonFormatOfMessage() throws InvalidProtocolBufferException {
        return printer.print(page).getBytes(StandardCharsets.UTF_8);
    }
}
