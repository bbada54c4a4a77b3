package dev.weft.bench.run;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.weft.bench.data.WidePage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How long a page takes while another page, which many ask for, waits for a service that hangs: against the same beside the same crowd, when
 * the service is well. No circuit breaker helps, and the crowd is larger than the downstream's share.
 */
final class Neighbours {
    private static final String WELL = "well";
    private static final String HANGING = "hanging";
    private static final Scenario SCENARIO = new Scenario("5ms-8", 5, 8, 4);
    private static final int CALLS = 3;
    private static final int SHARE = 128;
    private static final int CROWD_A_SECOND = 300;

    /** Before there is a crowd: a cold JVM has enough to do. */
    private static final int WARM_UP_MILLIS = 8000;

    private Neighbours() {}

    static String measure(Arena arena, Rounds rounds) throws IOException {
        FileDescriptorSet schema = WidePage.withCalls(Arena.schema(), CALLS);
        try (Child healthy = arena.payments();
                Child sick = arena.payments();
                Child beside = arena.weft(schema, configuration(arena, healthy));
                Child before = arena.weft(schema, configuration(arena, sick))) {
            List<Target> targets = List.of(target(WELL, arena, beside), target(HANGING, arena, before));
            for (Target target : targets) {
                target.warm(SCENARIO, WARM_UP_MILLIS, 0);
            }
            sick.ask("wire HANGING");
            return measure(rounds, targets, beside.port("gRPC"), before.port("gRPC"));
        }
    }

    private static String measure(Rounds rounds, List<Target> targets, int beside, int before) throws IOException {
        try (Crowd well = Crowd.gather(beside, CROWD_A_SECOND);
                Crowd waiting = Crowd.gather(before, CROWD_A_SECOND)) {
            Results results = Objects.requireNonNull(rounds.withoutWarmUpPages()
                    .measure(targets, List.of(SCENARIO))
                    .get(SCENARIO));
            return "\n## Beside a downstream that hangs\n\n" + results.table() + told(WELL, well)
                    + told(HANGING, waiting) + "\n" + Ratio.TITLES
                    + new Ratio("p99", SCENARIO.name(), HANGING, WELL, Figures::p99, "1.2").row(results);
        }
    }

    private static String configuration(Arena arena, Child payments) {
        return """
                grpc: {host: 127.0.0.1, port: 0}
                http: {host: 127.0.0.1, port: 0}
                admin: {port: 0}
                log: {pages: false}
                downstreams:
                  - {services: [bench.user.v1.UserService, bench.order.v1.OrderService], target: "%s"}
                  - services: [bench.payment.v1.PaymentService]
                    target: "127.0.0.1:%d"
                    max_concurrent_calls: %d
                    circuit_breaker: {enabled: false}
                """.formatted(arena.grpcAddress(), payments.port("ready", 1), SHARE);
    }

    private static Target target(String label, Arena arena, Child weft) throws IOException {
        return new Target(label, arena, weft, "grpc 127.0.0.1:" + weft.port("gRPC"), "WIDE_" + CALLS);
    }

    private static String told(String label, Crowd crowd) {
        return String.format(
                Locale.ROOT,
                "%n%s: the crowd got %,d pages, %,d of them partial, %,d failed.%n",
                label,
                crowd.pages(),
                crowd.partial(),
                crowd.failed());
    }
}
