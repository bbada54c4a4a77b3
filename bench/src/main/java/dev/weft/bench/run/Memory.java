package dev.weft.bench.run;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.weft.bench.data.RememberedPage;
import dev.weft.faults.RedisProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a page costs whose three calls are answered from memory, against one whose calls are made. Of what comes from Redis nothing is kept in the
 * process: its own memory is too small for any answer.
 */
final class Memory {
    private static final String CALLED = "called";
    private static final String IN_PROCESS = "in-process";
    private static final String REDIS = "redis";
    private static final List<Scenario> SCENARIOS = List.of(Scenario.of("0ms-32"), Scenario.of("0ms-64"));

    private Memory() {}

    static String measure(Arena arena, Rounds rounds) throws IOException {
        if (!RedisProcess.isInstalled()) {
            return tables(measure(arena, rounds, List.of()), "\nThere is no redis-server here: not measured.\n");
        }
        try (RedisProcess redis = RedisProcess.start()) {
            FileDescriptorSet schema = RememberedPage.in(Arena.schema());
            String configuration =
                    arena.configuration() + "redis: {uri: \"" + redis.uri() + "\"}\ncache: {max_bytes: 0}\n";
            Target fromRedis = target(REDIS, arena, arena.weft(schema, configuration), "REMEMBERED");
            Map<Scenario, Results> all = measure(arena, rounds, List.of(fromRedis));
            return tables(all, String.format(Locale.ROOT, "%nRedis has found %,d answers.%n", redis.hits()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Map<Scenario, Results> measure(Arena arena, Rounds rounds, List<Target> more) throws IOException {
        FileDescriptorSet schema = RememberedPage.in(Arena.schema());
        List<Target> targets = new ArrayList<>(List.of(
                target(CALLED, arena, arena.weft(Arena.schema()), "PAGE"),
                target(IN_PROCESS, arena, arena.weft(schema), "REMEMBERED")));
        targets.addAll(more);
        return rounds.measure(targets, SCENARIOS);
    }

    private static Target target(String label, Arena arena, Child weft, String asked) throws IOException {
        return new Target(label, arena, weft, "grpc 127.0.0.1:" + weft.port("gRPC"), asked);
    }

    private static String tables(Map<Scenario, Results> all, String redis) {
        StringBuilder tables = new StringBuilder("\n## Answers from memory\n");
        StringBuilder ratios = new StringBuilder(redis + "\n" + Ratio.TITLES);
        all.forEach((scenario, results) -> {
            tables.append("\n### " + scenario.title() + "\n\n" + results.table());
            ratios.append(row(scenario, results, IN_PROCESS, "0.35")).append(row(scenario, results, REDIS, "0.7"));
        });
        return tables.append(ratios).toString();
    }

    private static String row(Scenario scenario, Results results, String of, String bar) {
        Ratio ratio = new Ratio("processor time", scenario.name(), of, CALLED, Figures::cpuMicrosPerPage, bar);
        return ratio.isIn(results) ? ratio.row(results) : "";
    }
}
