package dev.weft.bench.run;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.weft.bench.data.RememberedPage;
import dev.weft.faults.RedisProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a page costs whose three calls are answered from memory, against one whose calls are made. Of what comes from Redis nothing is kept in the
 * process: its own memory is too small for any answer.
 */
final class Memory {
    private static final String CALLED = "called";
    private static final String IN_PROCESS = "in-process";
    private static final String REDIS = "redis";
    private static final Scenario SCENARIO = new Scenario("cache", 0, 32, 4);

    private Memory() {}

    static String measure(Arena arena, Rounds rounds) throws IOException {
        if (!RedisProcess.isInstalled()) {
            return table(measure(arena, rounds, List.of()), "\nThere is no redis-server here: not measured.\n");
        }
        try (RedisProcess redis = RedisProcess.start()) {
            FileDescriptorSet schema = RememberedPage.in(Arena.schema());
            String configuration =
                    arena.configuration() + "redis: {uri: \"" + redis.uri() + "\"}\ncache: {max_bytes: 0}\n";
            Target fromRedis = target(REDIS, arena, arena.weft(schema, configuration), "REMEMBERED");
            Results results = measure(arena, rounds, List.of(fromRedis));
            return table(results, String.format(Locale.ROOT, "%nRedis has found %,d answers.%n", redis.hits()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Results measure(Arena arena, Rounds rounds, List<Target> more) throws IOException {
        FileDescriptorSet schema = RememberedPage.in(Arena.schema());
        List<Target> targets = new ArrayList<>(List.of(
                target(CALLED, arena, arena.weft(Arena.schema()), "PAGE"),
                target(IN_PROCESS, arena, arena.weft(schema), "REMEMBERED")));
        targets.addAll(more);
        return Objects.requireNonNull(rounds.measure(targets, List.of(SCENARIO)).get(SCENARIO));
    }

    private static Target target(String label, Arena arena, Child weft, String asked) throws IOException {
        return new Target(label, arena, weft, "grpc 127.0.0.1:" + weft.port("gRPC"), asked);
    }

    private static String table(Results results, String redis) {
        return "\n## Answers from memory\n\n" + results.table() + redis + "\n" + Ratio.TITLES
                + rows(
                        results,
                        new Ratio(
                                "processor time",
                                SCENARIO.name(),
                                IN_PROCESS,
                                CALLED,
                                Figures::cpuMicrosPerPage,
                                "0.35"))
                + rows(
                        results,
                        new Ratio("processor time", SCENARIO.name(), REDIS, CALLED, Figures::cpuMicrosPerPage, "0.7"));
    }

    private static String rows(Results results, Ratio ratio) {
        return ratio.isIn(results) ? ratio.row(results) : "";
    }
}
