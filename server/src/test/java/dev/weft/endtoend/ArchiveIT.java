package dev.weft.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class-data archive that the build leaves beside the jar. */
class ArchiveIT {
    private static final Path ARCHIVE = Path.of(System.getProperty("weft.jar")).resolveSibling("weft.jsa");

    @TempDir
    private Path files;

    /** HotSpot reads the file of every class then, also of those that it has from the archive; with a class that it does not find it ends. */
    @Test
    void bearsTheFlightRecorderAndWithItWhateverLooksAtClassesAsTheyAreLoaded() throws Exception {
        Path recording = files.resolve("weft.jfr");
        startAndAsk("-XX:StartFlightRecording=filename=" + recording);
        assertThat(recording).isNotEmptyFile();
        assertThat(loaded(" dev.weft.planner.Planner "))
                .singleElement()
                .asString()
                .contains("shared objects file (top)");
    }

    /** But for the dozen classes with which one asks whether it is there. */
    @Test
    void loadsNoFlightRecorderThatNobodyAsksFor() throws Exception {
        startAndAsk("-Xshare:auto");
        assertThat(loaded(" jdk.jfr.")).hasSizeLessThan(30);
    }

    private void startAndAsk(String option) throws Exception {
        List<String> options = List.of(
                "-XX:SharedArchiveFile=" + ARCHIVE, option, "-Xlog:class+load:file=" + files.resolve("loaded.txt"));
        try (WeftProcess weft = WeftProcess.ready(options, "--grpc-port", "0", "--http-port", "0")) {
            URI page = URI.create("http://127.0.0.1:" + weft.httpPort() + "/v1/users/101/dashboard");
            assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            weft.terminate();
            assertThat(weft.exitCode()).isZero();
        }
    }

    private List<String> loaded(String text) throws Exception {
        try (Stream<String> lines = Files.lines(files.resolve("loaded.txt"))) {
            return lines.filter(line -> line.contains(text)).toList();
        }
    }
}
