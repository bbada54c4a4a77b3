package dev.weft.drills;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.weft.downstream.LoopbackServer;
import dev.weft.endtoend.WeftProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Weft as a process, with Netty's eyes on every buffer, and what it holds on to. */
final class DrilledWeft implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "-Xmx256m",
            "-Dio.netty.leakDetection.level=paranoid",
            "-Dio.grpc.netty.shaded.io.netty.leakDetection.level=paranoid");

    private final WeftProcess process;
    private final int adminPort;
    private final Vitals vitals;

    private DrilledWeft(WeftProcess process, int adminPort, Vitals vitals) {
        this.process = process;
        this.adminPort = adminPort;
        this.vitals = vitals;
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @param directory where its files may be
     * @param downstreams the configuration's {@code downstreams}, and whatever follows
     */
    static DrilledWeft start(Path directory, FileDescriptorSet schema, HostsFile hosts, String downstreams)
            throws Exception {
        int adminPort = LoopbackServer.freePort();
        Path set = Files.write(directory.resolve("schema" + adminPort + ".binpb"), schema.toByteArray());
        Path config = Files.writeString(
                directory.resolve("weft" + adminPort + ".yaml"), """
                grpc: {port: 0}
                http: {port: 0}
                admin: {port: %d}
                log: {pages: false}
                downstreams:
                %s""".formatted(adminPort, downstreams));
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(hosts.options());
        WeftProcess process =
                WeftProcess.ready(options, "serve", "--schema", set.toString(), "--config", config.toString());
        return new DrilledWeft(process, adminPort, Vitals.of(process.pid()));
    }

    WeftProcess process() {
        return process;
    }

    Vitals vitals() {
        return vitals;
    }

    /** How many pages and calls are under way. */
    long inFlight() throws IOException, InterruptedException {
        return metric("weft_\\w+_in_flight\\b.*");
    }

    /** The sum of the lines of its metrics that match; there is one at least. */
    long metric(String regex) throws IOException, InterruptedException {
        String text = metrics();
        assertThat(text.lines()).as("metrics").anyMatch(line -> line.matches(regex));
        return sum(text, regex);
    }

    /** Whether a counter has begun to count: before, it has no line. */
    boolean counts(String regex) throws IOException, InterruptedException {
        return sum(metrics(), regex) > 0;
    }

    private static long sum(String text, String regex) {
        return text.lines()
                .filter(line -> line.matches(regex))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String metrics() throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + adminPort + "/metrics");
        // As Prometheus does: the client's way to HTTP/2 has once led nowhere, and so to the end of its connection.
        return HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .build()
                .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
    }

    /** What Netty says of buffers that nobody gave back; empty when it says nothing. */
    String leaks() {
        return String.join(
                "\n",
                process.log().lines().filter(line -> line.contains("LEAK")).toList());
    }

    @Override
    public void close() {
        process.close();
    }
}
