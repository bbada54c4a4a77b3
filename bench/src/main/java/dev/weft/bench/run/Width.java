package dev.weft.bench.run;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.weft.bench.data.WidePage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a call costs in a page of 30 calls, and in one of three. */
final class Width {
    private static final int FEW = 3;
    private static final int MANY = 30;

    private Width() {}

    static String measure(Arena arena, Rounds rounds) throws IOException {
        FileDescriptorSet schema = WidePage.withCalls(Arena.schema(), FEW, MANY);
        try (Child weft = arena.weft(schema)) {
            String server = "grpc 127.0.0.1:" + weft.port("gRPC");
            Target few = new Target("calls-3", arena, weft, server, "WIDE_3");
            Target many = new Target("calls-30", arena, weft, server, "WIDE_30");
            Scenario scenario = new Scenario("calls", 0, 32, 4);
            Results results = Objects.requireNonNull(
                    rounds.measure(List.of(few, many), List.of(scenario)).get(scenario));
            Spread perCall = results.ratio("calls-30", "calls-3", it -> it.cpuMicrosPerPage() / it.callsPerPage());
            return String.format(
                    Locale.ROOT,
                    "%n## 30 calls a page against 3%n%n%s%nProcessor time per call, 30 / 3: %.2f, %.2f to %.2f (bar 1.1).%n",
                    results.table(),
                    perCall.median(),
                    perCall.least(),
                    perCall.most());
        }
    }
}
