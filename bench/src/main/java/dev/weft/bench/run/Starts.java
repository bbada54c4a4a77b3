package dev.weft.bench.run;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.weft.bench.data.WidePage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long Weft takes to start: with one page and with a thousand, and the demo until its first page is answered. */
final class Starts {
    private static final int PAGES = 1000;
    private static final int CALLS = 10;
    private static final int OK = 200;

    private final Arena arena;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Double> one = new ArrayList<>();
    private final List<Double> thousand = new ArrayList<>();
    private final List<Double> demo = new ArrayList<>();
    private final List<Double> archived = new ArrayList<>();
    private final List<Double> quick = new ArrayList<>();
    private final Path archive;

    private Starts(Arena arena, Path archive) {
        this.arena = arena;
        this.archive = archive;
    }

    /** @param archive of class data; where there is none, it is not measured */
    static String measure(Arena arena, Path archive, int times) throws IOException {
        Starts starts = new Starts(arena, archive);
        for (int i = 0; i < times; i++) {
            starts.measure();
            Progress.say("starts: " + (i + 1) + " of " + times);
        }
        return starts.table();
    }

    private void measure() throws IOException {
        one.add(secondsToReady(WidePage.withPages(Arena.schema(), 1, CALLS)));
        thousand.add(secondsToReady(WidePage.withPages(Arena.schema(), PAGES, CALLS)));
        demo.add(secondsToFirstPage(List.of()));
        if (Files.exists(archive)) {
            String option = "-XX:SharedArchiveFile=" + archive;
            archived.add(secondsToFirstPage(List.of(option)));
            quick.add(secondsToFirstPage(List.of(option, "-XX:TieredStopAtLevel=1")));
        }
    }

    private double secondsToReady(FileDescriptorSet schema) throws IOException {
        long start = System.nanoTime();
        try (Child weft = arena.weft(schema)) {
            return seconds(start);
        }
    }

    private double secondsToFirstPage(List<String> options) throws IOException {
        long start = System.nanoTime();
        try (Child weft = arena.jar(options, "--grpc-port", "0", "--http-port", "0")) {
            URI page = URI.create("http://127.0.0.1:" + weft.port("HTTP on port") + "/v1/users/101/dashboard");
            int status = client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofByteArray())
                    .statusCode();
            if (status != OK) {
                throw new IllegalStateException("demo: status " + status + " (expected: 200)");
            }
            return seconds(start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private String table() {
        double few = median(one);
        double many = median(thousand);
        return String.format(
                Locale.ROOT,
                """

                ## Starting

                | | seconds | bar |
                |---|---|---|
                | start to ready, one page of 10 calls | %.2f | |
                | start to ready, 1,000 pages of 10 calls | %.2f | |
                | the difference | %.2f | 2.0 |
                | start to first page answered, demo | %.2f | 3.0 |
                | the same with the class-data archive | %s | 1.6 |
                | the same with the archive and C1 alone, the README's command | %s | 1.6 |
                """,
                few,
                many,
                many - few,
                median(demo),
                cell(archived),
                cell(quick));
    }

    private static String cell(List<Double> seconds) {
        return seconds.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", median(seconds));
    }

    private static double median(List<Double> seconds) {
        return Spread.of(seconds.stream().mapToDouble(it -> it)).median();
    }
}
