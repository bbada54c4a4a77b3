package dev.weft.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.FieldMask;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import dev.weft.dashboard.v1.GetDashboardRequest;
import dev.weft.dashboard.v1.GetDashboardResponse;
import dev.weft.demo.DemoService;
import dev.weft.demo.Fault;
import dev.weft.v1.CallStatus;
import dev.weft.v1.Outcome;
import io.grpc.protobuf.StatusProto;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that ask for less of the demo's page, by gRPC and by URL. */
class ReadMaskIT {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static ServedDashboard served;

    @BeforeAll
    static void start() throws Exception {
        served = ServedDashboard.start();
        // Who calls it waits for the end of the page's time.
        served.services().inject(DemoService.PAYMENTS, new Fault.Hang());
    }

    @AfterAll
    static void stop() throws Exception {
        served.close();
    }

    private static GetDashboardRequest.Builder ask(String... paths) {
        return GetDashboardRequest.newBuilder()
                .setUserId(101)
                .setPageSize(2)
                .setReadMask(FieldMask.newBuilder().addAllPaths(List.of(paths)));
    }

    private static HttpResponse<String> get(String query) throws Exception {
        URI uri = URI.create("http://localhost:" + served.weft().httpPort() + "/v1/users/101/dashboard?" + query);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void theNextPageOfOrdersCallsTheGuardAndTheOrdersAlone() {
        String[] mask = {"orders", "next_page_token", "status"};
        GetDashboardResponse first = served.stub().getDashboard(ask(mask).build());
        GetDashboardResponse next = served.stub()
                .getDashboard(ask(mask).setPageToken(first.getNextPageToken()).build());

        assertThat(next.getOrdersCount()).isPositive();
        assertThat(next.getOrders(0).getId()).isNotEqualTo(first.getOrders(0).getId());
        assertThat(next.hasUser()).isFalse();
        assertThat(next.getStatus().getComplete()).isTrue();
        assertThat(next.getStatus().getCallsList())
                .extracting(CallStatus::getName, CallStatus::getOutcome)
                .containsExactly(
                        tuple("profile", Outcome.OUTCOME_FRESH),
                        tuple("orders", Outcome.OUTCOME_FRESH),
                        tuple("payments", Outcome.OUTCOME_NOT_NEEDED));
    }

    @Test
    void fieldsInsideOfMessagesAndOfTheElementsOfLists() throws Exception {
        HttpResponse<String> got = get("page_size=1&read_mask=user.memberSince,orders.id,orders.lines.item");

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.headers().firstValue("weft-partial")).isEmpty();
        assertThat(got.body())
                .matches("\\{\"user\":\\{\"memberSince\":\"[^\"]+\"},"
                        + "\"orders\":\\[\\{\"id\":\"[^\"]+\",\"lines\":\\[(\\{\"item\":\"[^\"]+\"},?)+]}]}");
    }

    @Test
    void whatIsAskedForIsNamedThoughItIsEmptyAndTheRestIsNot() throws Exception {
        String second =
                served.stub().getDashboard(ask("next_page_token").build()).getNextPageToken();
        HttpResponse<String> got = get("page_size=100&read_mask=nextPageToken,status.fields&page_token=" + second);

        assertThat(got.body()).isEqualTo("{\"nextPageToken\":\"\",\"status\":{\"fields\":[]}}");
    }

    @Test
    void everything() throws Exception {
        assertThat(get("readMask=*").body()).contains("\"user\"", "\"orders\"", "\"status\"");
        assertThat(get("read_mask=").body()).contains("\"user\"", "\"orders\"", "\"status\"");
    }

    @Test
    void whatIsMissingIsNamedThoughTheStatusIsNotAskedFor() throws Exception {
        HttpResponse<String> got = get("read_mask=user.name,payments");

        assertThat(got.body()).isEqualTo("{\"user\":{\"name\":\"John Doe\"},\"payments\":[]}");
        assertThat(got.headers().firstValue("weft-partial")).hasValue("payments");
    }

    @Test
    void whatThereIsNotIsSaid() throws Exception {
        String problem = "\"user.nam\": dashboard.v1.Profile has no field \"nam\" (expected: id, name, email, tier,"
                + " member_since, city; did you mean \"name\"?)";
        com.google.rpc.Status status = StatusProto.fromThrowable(
                catchThrowable(() -> served.stub().getDashboard(ask("user.nam").build())));
        assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT_VALUE);
        assertThat(status.getDetails(0).unpack(BadRequest.class).getFieldViolationsList())
                .containsExactly(BadRequest.FieldViolation.newBuilder()
                        .setField("read_mask")
                        .setDescription(problem)
                        .build());
        HttpResponse<String> got = get("read_mask=user.nam");
        assertThat(got.statusCode()).isEqualTo(400);
        assertThat(got.body()).contains(problem.replace("\"", "\\\""));
        assertThat(get("read_mask=user.member_since").body()).contains("lowerCamelCase");
    }
}
