package dev.weft.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, their output and their exit codes. */
class CommandLineIT {
    @TempDir
    private Path files;

    private String schema() throws Exception {
        Path schema = files.resolve("pages.binpb");
        if (!Files.exists(schema)) {
            try (InputStream set = CommandLineIT.class.getResourceAsStream("/dev/weft/weft.binpb")) {
                Files.copy(Objects.requireNonNull(set), schema);
            }
        }
        return schema.toString();
    }

    private String config(String yaml) throws Exception {
        return Files.writeString(files.resolve("weft.yaml"), yaml).toString();
    }

    @Test
    void theDemoIsReadyAndSaysWhatToTry() throws Exception {
        try (WeftProcess weft = WeftProcess.ready("--grpc-port", "0", "--http-port", "0")) {
            assertThat(weft.output())
                    .contains("grpcurl -plaintext -d '{\"user_id\": 101}' localhost:" + weft.grpcPort()
                            + " dashboard.v1.DashboardService/GetDashboard")
                    .endsWith("\nready\n");
            weft.terminate();
            assertThat(weft.exitCode()).isZero();
        }
    }

    @Test
    void aTakenPortIsOneClearLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                WeftProcess weft = WeftProcess.start("--grpc-port", String.valueOf(taken.getLocalPort()))) {
            assertThat(weft.exitCode()).isEqualTo(1);
            assertThat(weft.log().lines())
                    .singleElement()
                    .asString()
                    .contains("cannot listen on")
                    .contains(String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void anUnknownServiceOfTheDemoIsRefused() throws Exception {
        try (WeftProcess weft = WeftProcess.start("--hang", "payment")) {
            assertThat(weft.exitCode()).isEqualTo(2);
            assertThat(weft.log()).contains("\"payment\" (expected: users, orders, payments, products, ");
        }
    }

    @Test
    void aWrongConfigurationServesNothing() throws Exception {
        String config = config("grpc: {prot: 9090}\n");
        try (WeftProcess weft = WeftProcess.start("serve", "--schema", schema(), "--config", config)) {
            assertThat(weft.exitCode()).isEqualTo(2);
            assertThat(weft.log())
                    .contains("weft.yaml:1:8: error: unknown key \"prot\"")
                    .contains("did you mean \"port\"?");
        }
    }

    @Test
    void aServiceWithoutADownstreamServesNothing() throws Exception {
        String config = config("downstreams:\n  - {services: [user.v1.UserService], target: \"localhost:1\"}\n");
        try (WeftProcess weft = WeftProcess.start("serve", "--schema", schema(), "--config", config)) {
            assertThat(weft.exitCode()).isEqualTo(2);
            assertThat(weft.log())
                    .contains("dashboard/v1/dashboard.proto:")
                    .contains("order.v1.OrderService")
                    .contains("payment.v1.PaymentService");
        }
    }

    @Test
    void checkFindsNothingWrongWithTheDemo() throws Exception {
        try (WeftProcess weft = WeftProcess.start("check", "--schema", schema())) {
            assertThat(weft.exitCode()).isZero();
            assertThat(weft.output()).isEqualTo("pages without errors: 4\n");
        }
    }

    @Test
    void explainSaysWhatWaitsForWhat() throws Exception {
        try (WeftProcess weft = WeftProcess.start("explain", "--schema", schema(), "GetDashboard")) {
            assertThat(weft.exitCode()).isZero();
            assertThat(weft.output()).contains("payments").contains("profile.user.billing_id");
        }
        try (WeftProcess weft = WeftProcess.start("explain", "--schema", schema(), "GetNothing")) {
            assertThat(weft.exitCode()).isEqualTo(2);
            assertThat(weft.log())
                    .contains("page: GetNothing (expected: ")
                    .contains("dashboard.v1.DashboardService/GetDashboard")
                    .contains("search.v1.SearchService/Search");
        }
    }
}
