package dev.weft.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import dev.weft.dashboard.v1.GetDashboardResponse;
import dev.weft.demo.DemoService;
import dev.weft.demo.Fault;
import dev.weft.endtoend.DashboardIT.Trouble;
import dev.weft.v1.CallStatus;
import dev.weft.v1.Outcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens behind the doors means the same to every client: gRPC, JSON, gRPC-Web. */
class DoorsIT {
    @Test
    void complete() throws Exception {
        try (ServedDashboard served = ServedDashboard.start()) {
            for (Seen seen : Seen.byEveryDoor(served)) {
                assertThat(seen.code()).as(seen.door()).isEqualTo(Code.OK);
                assertThat(seen.page().getUser().getName()).isEqualTo("John Doe");
                assertThat(seen.page().getOrdersCount()).isPositive();
                assertThat(seen.page().getPaymentsCount()).isPositive();
                assertThat(seen.page().getStatus().getComplete()).isTrue();
                assertThat(seen.partial()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWithoutAnOptionalService(Trouble trouble) throws Exception {
        try (ServedDashboard served = trouble.with(DemoService.PAYMENTS)) {
            for (Seen seen : Seen.byEveryDoor(served)) {
                GetDashboardResponse page = seen.page();
                assertThat(seen.code()).as(seen.door()).isEqualTo(Code.OK);
                assertThat(page.getUser().getName()).isEqualTo("John Doe");
                assertThat(page.getOrdersCount()).isPositive();
                assertThat(page.getPaymentsCount()).isZero();
                assertThat(page.getStatus().getComplete()).isFalse();
                assertThat(page.getStatus().getCallsList())
                        .extracting(CallStatus::getOutcome)
                        .containsExactly(Outcome.OUTCOME_FRESH, Outcome.OUTCOME_FRESH, Outcome.OUTCOME_FAILED);
                assertThat(page.getStatus().getCalls(2).getCode()).isEqualTo(trouble.code);
                assertThat(seen.partial()).hasValue("payments");
                assertThat(seen.took()).isLessThan(Seen.IN_TIME);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWithoutTheRequiredService(Trouble trouble) throws Exception {
        try (ServedDashboard served = trouble.with(DemoService.USERS)) {
            for (Seen seen : Seen.byEveryDoor(served)) {
                assertThat(seen.code()).as(seen.door()).isEqualTo(trouble.code);
                assertThat(seen.message()).isEqualTo("required call \"profile\" failed: " + trouble.code);
                assertThat(seen.details()).hasSize(1);
                ErrorInfo info = seen.details().get(0).unpack(ErrorInfo.class);
                assertThat(info.getReason()).isEqualTo("REQUIRED_CALL_FAILED");
                assertThat(info.getMetadataMap()).containsEntry("call", "profile");
                assertThat(seen.took()).isLessThan(Seen.IN_TIME);
            }
        }
    }

    @Test
    void runningPagesFinishWhenTheServerIsToldToStop() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (ServedDashboard served = ServedDashboard.start()) {
            served.services().inject(DemoService.ORDERS, new Fault.Slow(Duration.ofMillis(700)));
            URI uri = URI.create("http://localhost:" + served.weft().httpPort() + "/v1/users/101/dashboard");
            CompletableFuture<HttpResponse<String>> running =
                    client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            TimeUnit.MILLISECONDS.sleep(300);
            assertThat(running).isNotDone();
            served.weft().terminate();
            assertThat(running.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(running.join().headers().map()).doesNotContainKey("weft-partial");
            assertThat(served.weft().exitCode()).isZero();
        }
    }

    /** What a person does who reads the demo's output. */
    @Test
    void theGuidesCommandsWorkWhenPasted() throws Exception {
        try (WeftProcess weft = WeftProcess.ready("--grpc-port", "0", "--http-port", "0")) {
            List<String> curls = weft.output()
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("curl "))
                    .toList();
            assertThat(curls).hasSize(5);
            for (String curl : curls) {
                Process process = new ProcessBuilder("sh", "-c", curl).start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor()).isZero();
                assertThat(output).containsAnyOf("\"complete\":true", "\"openapi\":\"3.1.0\"");
            }
        }
    }
}
