package dev.weft.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import dev.weft.dashboard.v1.DashboardServiceGrpc.DashboardServiceBlockingStub;
import dev.weft.dashboard.v1.GetDashboardRequest;
import dev.weft.dashboard.v1.GetDashboardResponse;
import dev.weft.demo.DemoService;
import dev.weft.demo.Fault;
import dev.weft.v1.CallStatus;
import dev.weft.v1.Outcome;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The demo's dashboard as a client has it: complete, without an optional service, without the required one. */
class DashboardIT {
    private static final Metadata.Key<String> PARTIAL =
            Metadata.Key.of("weft-partial", Metadata.ASCII_STRING_MARSHALLER);

    /** The page's own timeout, less the margin, and something for a slow machine. */
    private static final Duration IN_TIME = Duration.ofMillis(990);

    /** Ways in which a service does not answer, and the code that a call of it then ends with. */
    enum Trouble {
        ERROR(Code.UNAVAILABLE),
        HANG(Code.DEADLINE_EXCEEDED),
        REFUSED(Code.UNAVAILABLE);

        final Code code;

        Trouble(Code code) {
            this.code = code;
        }

        /** The page is asked for once by every door before it is in trouble: a client's own first call takes its time. */
        ServedDashboard with(DemoService service) throws Exception {
            ServedDashboard served =
                    this == REFUSED ? ServedDashboard.start(Map.of(), service) : ServedDashboard.start();
            Seen.byEveryDoor(served);
            if (this == ERROR) {
                served.services().inject(service, new Fault.Fail());
            } else if (this == HANG) {
                served.services().inject(service, new Fault.Hang());
            }
            return served;
        }
    }

    private static GetDashboardRequest user(long id) {
        return GetDashboardRequest.newBuilder().setUserId(id).build();
    }

    private static CallStatus status(GetDashboardResponse page, String call) {
        return page.getStatus().getCallsList().stream()
                .filter(status -> status.getName().equals(call))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void complete() throws Exception {
        try (ServedDashboard served = ServedDashboard.start()) {
            AtomicReference<Metadata> headers = new AtomicReference<>();
            AtomicReference<Metadata> trailers = new AtomicReference<>();
            GetDashboardResponse page = served.stub()
                    .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
                    .getDashboard(user(101).toBuilder().setPageSize(2).build());
            assertThat(page.getUser().getName()).isEqualTo("John Doe");
            assertThat(page.getOrdersList()).hasSize(2);
            assertThat(page.getOrders(0).getTitle()).isEqualTo("Laptop");
            assertThat(page.getNextPageToken()).isNotEmpty();
            assertThat(page.getPaymentsCount()).isGreaterThanOrEqualTo(3);
            assertThat(page.getStatus().getComplete()).isTrue();
            assertThat(page.getStatus().getCallsList())
                    .extracting(CallStatus::getOutcome)
                    .containsOnly(Outcome.OUTCOME_FRESH);
            assertThat(headers.get().get(PARTIAL)).isNull();

            GetDashboardResponse next = served.stub()
                    .getDashboard(user(101).toBuilder()
                            .setPageSize(2)
                            .setPageToken(page.getNextPageToken())
                            .build());
            assertThat(next.getOrders(0).getId()).isNotEqualTo(page.getOrders(0).getId());
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWithoutAnOptionalService(Trouble trouble) throws Exception {
        try (ServedDashboard served = trouble.with(DemoService.PAYMENTS)) {
            AtomicReference<Metadata> headers = new AtomicReference<>();
            AtomicReference<Metadata> trailers = new AtomicReference<>();
            long start = System.nanoTime();
            GetDashboardResponse page = served.stub()
                    .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
                    .withDeadlineAfter(1, TimeUnit.SECONDS)
                    .getDashboard(user(101));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(IN_TIME);
            assertThat(page.getUser().getName()).isEqualTo("John Doe");
            assertThat(page.getOrdersCount()).isPositive();
            assertThat(page.getPaymentsCount()).isZero();
            assertThat(page.getStatus().getComplete()).isFalse();
            assertThat(status(page, "payments").getOutcome()).isEqualTo(Outcome.OUTCOME_FAILED);
            assertThat(status(page, "payments").getCode()).isEqualTo(trouble.code);
            assertThat(status(page, "orders").getOutcome()).isEqualTo(Outcome.OUTCOME_FRESH);
            assertThat(headers.get().get(PARTIAL)).isEqualTo("payments");
            assertThat(trailers.get().get(PARTIAL)).isEqualTo("payments");
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWithoutTheRequiredService(Trouble trouble) throws Exception {
        try (ServedDashboard served = trouble.with(DemoService.USERS)) {
            long start = System.nanoTime();
            assertThatThrownBy(() ->
                            served.stub().withDeadlineAfter(1, TimeUnit.SECONDS).getDashboard(user(101)))
                    .isInstanceOfSatisfying(StatusRuntimeException.class, failure -> {
                        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
                        assertThat(status.getCode()).isEqualTo(trouble.code.getNumber());
                        assertThat(status.getMessage()).isEqualTo("required call \"profile\" failed: " + trouble.code);
                        assertThat(status.getDetails(0).is(ErrorInfo.class)).isTrue();
                    });
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(IN_TIME);
        }
    }

    @Test
    void anUnknownUserIsNotFoundAndAWrongRequestIsInvalid() throws Exception {
        try (ServedDashboard served = ServedDashboard.start()) {
            DashboardServiceBlockingStub stub = served.stub();
            assertThatThrownBy(() -> stub.getDashboard(user(999)))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            failure -> assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
            com.google.rpc.Status invalid =
                    StatusProto.fromThrowable(catchThrowable(() -> stub.getDashboard(user(-1))));
            assertThat(invalid.getCode()).isEqualTo(Code.INVALID_ARGUMENT.getNumber());
            assertThat(invalid.getDetails(0)
                            .unpack(BadRequest.class)
                            .getFieldViolations(0)
                            .getField())
                    .isEqualTo("user_id");
        }
    }
}
