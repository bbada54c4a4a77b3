package dev.weft.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.dashboard.v1.DashboardServiceGrpc;
import dev.weft.dashboard.v1.GetDashboardRequest;
import io.grpc.ManagedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of paths and literals never load what evaluates expressions: it takes most of a second. */
class LoadedClassesIT {
    @TempDir
    private Path files;

    @Test
    void theDemoLoadsNothingOfCel() throws Exception {
        Path loaded = files.resolve("loaded.txt");
        try (WeftProcess weft = WeftProcess.ready(
                List.of("-Xlog:class+load:file=" + loaded), "--grpc-port", "0", "--http-port", "0")) {
            ManagedChannel channel = ServedDashboard.channel(weft.grpcPort());
            assertThat(DashboardServiceGrpc.newBlockingStub(channel)
                            .getDashboard(GetDashboardRequest.newBuilder().setUserId(101).build())
                            .getStatus()
                            .getComplete())
                    .isTrue();
            channel.shutdownNow();
        }
        try (Stream<String> lines = Files.lines(loaded)) {
            List<String> classes = lines.toList();
            assertThat(classes).anyMatch(line -> line.contains("dev.weft.execution.Execution"));
            assertThat(classes).noneMatch(line -> line.contains(" dev.cel."));
        }
    }
}
