package dev.weft.bench.soak;

import dev.weft.bench.run.Arena;
import dev.weft.bench.run.Child;
import dev.weft.bench.run.Machine;
import dev.weft.bench.run.Meter;
import dev.weft.faults.RedisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@code bench/soak}. */
@Command(
        name = "bench/soak",
        mixinStandardHelpOptions = true,
        description =
                "Asks Weft for pages, over gRPC and as JSON, while the service behind one section breaks by chance, and"
                        + " looks at every answer. Exits with 1 when one is wrong, late or missing, when a buffer is lost, or when memory grows.")
final class Main implements Callable<Integer> {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Path DIRECTORY = Path.of("bench/target/soak");
    private static final Path LOG = DIRECTORY.resolve("weft.log");
    private static final long MINUTE_MILLIS = 60_000;
    private static final long WARM_UP_MILLIS = 15_000;

    /** For calls that were given up as the minute ended. */
    private static final long REST_MILLIS = 2000;

    private static final long HEAP_ALLOWANCE = 8L << 20;
    private static final double RESIDENT_ALLOWANCE = 1.1;

    @Parameters(index = "0", arity = "0..1", defaultValue = "15", description = "Minutes. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(names = "--seed", defaultValue = "1", description = "Of the faults. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--weft", defaultValue = "server/target/weft.jar", description = "Weft. Default: ${DEFAULT-VALUE}.")
    private Path weftJar = Path.of("");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Files.createDirectories(DIRECTORY);
        Files.deleteIfExists(LOG);
        Optional<RedisProcess> redis =
                RedisProcess.isInstalled() ? Optional.of(RedisProcess.start()) : Optional.empty();
        System.out.println("# " + Machine.describe() + "; seed " + seed
                + (redis.isPresent() ? "" : "; no redis-server, so no Redis") + "\n\n" + Minute.TITLES.strip());
        Child healthy = own("dev.weft.bench.downstream.Downstream");
        Breaking breaking = new Breaking(Main::payments, redis, seed);
        Child weft = weft(
                healthy.port("ready", 1),
                breaking,
                redis.map(it -> "redis: {uri: \"" + it.uri() + "\"}").orElse(""));
        List<Minute> run = run(weft, breaking);
        System.out.println("\nFaults: " + breaking.counts());
        if (redis.isPresent()) {
            System.out.println(
                    "Found in Redis since it was last started: " + redis.get().hits());
        }
        List<String> complaints = complaints(run);
        complaints.forEach(System.out::println);
        System.out.println(complaints.isEmpty() ? "No page wrong, none late, memory flat." : "Not good.");
        return complaints.isEmpty() ? 0 : 1;
    }

    private List<Minute> run(Child weft, Breaking breaking) throws IOException, InterruptedException {
        Clients clients = new Clients(weft.port("gRPC"), weft.port("HTTP"));
        Meter meter = Meter.attach(weft.pid());
        // A cold JVM is late now and then, whatever is behind it; every fault is still to come.
        clients.ask(WARM_UP_MILLIS);
        List<Minute> run = new ArrayList<>();
        for (int i = 1; i <= minutes; i++) {
            Thread faults = breaking.begin(MINUTE_MILLIS);
            Tally tally = clients.ask(MINUTE_MILLIS);
            faults.join();
            Thread.sleep(REST_MILLIS);
            Minute minute = new Minute(i, tally, meter.liveHeapBytes(), meter.residentBytes(), meter.threadCount());
            run.add(minute);
            System.out.println(minute.row());
        }
        return run;
    }

    private static List<String> complaints(List<Minute> run) throws IOException {
        List<String> complaints = new ArrayList<>();
        for (Minute minute : run) {
            if (!minute.tally().isRight()) {
                complaints.add("minute " + minute.number() + ": wrong, late or failed "
                        + minute.tally().failures());
            }
        }
        Minute first = run.get(0);
        Minute last = run.get(run.size() - 1);
        if (last.heapBytes() - first.heapBytes() > HEAP_ALLOWANCE) {
            complaints.add("the heap has grown from " + first.heapBytes() + " to " + last.heapBytes() + " bytes");
        }
        if (last.residentBytes() > first.residentBytes() * RESIDENT_ALLOWANCE) {
            complaints.add("RSS has grown from " + first.residentBytes() + " to " + last.residentBytes() + " bytes");
        }
        try (var lines = Files.lines(LOG)) {
            lines.filter(line -> line.contains("LEAK"))
                    .limit(1)
                    .forEach(line -> complaints.add("a buffer is lost: " + line));
        }
        return complaints;
    }

    private static Child payments(int grpcPort, int httpPort) throws IOException {
        return own(
                "dev.weft.bench.downstream.FaultyDownstream",
                "--grpc",
                String.valueOf(grpcPort),
                "--http",
                String.valueOf(httpPort));
    }

    private static Child own(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                JAVA, "-Xmx512m", "-XX:MaxDirectMemorySize=512m", "-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        return Child.start(main, command, DIRECTORY.resolve("downstreams.log"));
    }

    /** With a heap that is there from the start, so that what RSS grows by is what is held outside of it. */
    private Child weft(int healthyPort, Breaking breaking, String redis) throws IOException {
        Path schema = DIRECTORY.resolve("schema.binpb");
        Files.write(schema, PageKind.all(Arena.schema()).toByteArray());
        Path config = DIRECTORY.resolve("weft.yaml");
        Files.writeString(config, """
                grpc: {host: 127.0.0.1, port: 0}
                http: {host: 127.0.0.1, port: 0}
                admin: {port: 0}
                log: {pages: false}
                downstreams:
                  - {services: [bench.user.v1.UserService, bench.order.v1.OrderService], target: "127.0.0.1:%1$d"}
                  - name: payments-grpc
                    services: [bench.payment.v1.PaymentService]
                    target: "127.0.0.1:%2$d"
                    circuit_breaker: {wait_duration_in_open_state: 1s}
                  - name: payments-http
                    services: [bench.payment.v1.PaymentService]
                    target: "http://127.0.0.1:%3$d"
                    circuit_breaker: {wait_duration_in_open_state: 1s}
                # Too little for what is remembered: what is not in here any more is looked up in Redis.
                cache: {max_bytes: 64KiB}
                %4$s
                """.formatted(healthyPort, breaking.grpcPort(), breaking.httpPort(), redis));
        return Child.start(
                "weft",
                List.of(
                        JAVA,
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        "-Dio.netty.leakDetection.level=paranoid",
                        "-Dio.grpc.netty.shaded.io.netty.leakDetection.level=paranoid",
                        "-jar",
                        weftJar.toString(),
                        "serve",
                        "--schema",
                        schema.toString(),
                        "--config",
                        config.toString()),
                LOG);
    }
}
