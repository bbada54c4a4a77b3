package dev.weft.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.weft.dashboard.v1.DashboardServiceGrpc;
import dev.weft.dashboard.v1.DashboardServiceGrpc.DashboardServiceBlockingStub;
import dev.weft.dashboard.v1.GetDashboardRequest;
import dev.weft.dashboard.v1.GetDashboardResponse;
import dev.weft.demo.DemoService;
import dev.weft.demo.Fault;
import dev.weft.v1.Outcome;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Deadlines as clients have them: over a long way, across an outage, and while the server is told to stop. */
class InTimeIT {
    private static final GetDashboardRequest USER =
            GetDashboardRequest.newBuilder().setUserId(101).build();

    /** Long enough for the breaker to open twice; three minutes show that a connection's backoff does not grow. */
    private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("weft.outage.seconds", 12));

    @Test
    void aPartialPageIsThereInTimeAtTheEndOfALongWay() throws Exception {
        // Without a breaker, which would spare all but the first pages the wait.
        try (ServedDashboard served = ServedDashboard.start(", circuit_breaker: {enabled: false}", Map.of());
                DelayProxy farAway = DelayProxy.to(served.weft().grpcPort(), Duration.ofMillis(80))) {
            ManagedChannel channel = ServedDashboard.channel(farAway.port());
            DashboardServiceBlockingStub stub = DashboardServiceGrpc.newBlockingStub(channel);
            for (int i = 0; i < 10; i++) {
                stub.getDashboard(USER);
            }
            served.services().inject(DemoService.PAYMENTS, new Fault.Hang());
            for (int i = 0; i < 200; i++) {
                GetDashboardResponse page =
                        stub.withDeadlineAfter(300, TimeUnit.MILLISECONDS).getDashboard(USER);
                assertThat(page.getOrdersCount()).isPositive();
                assertThat(page.getPaymentsCount()).isZero();
                assertThat(page.getStatus().getCalls(2).getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
            }
            channel.shutdownNow();
        }
    }

    @Test
    void aServiceThatComesBackIsBackWithinTheBreakersTime() throws Exception {
        try (ServedDashboard served = ServedDashboard.start()) {
            assertThat(served.stub().getDashboard(USER).getStatus().getComplete())
                    .isTrue();
            served.services().stop(DemoService.PAYMENTS);
            long mended = System.nanoTime() + OUTAGE.toNanos();
            int pages = 0;
            while (System.nanoTime() < mended) {
                assertThat(page(served).getOrdersCount()).isPositive();
                pages++;
            }
            served.services().restart(DemoService.PAYMENTS);
            long start = System.nanoTime();
            while (!page(served).getStatus().getComplete()) {
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
            }
            System.out.printf(
                    "outage of %s: %d pages, all answered; payments back after %s%n",
                    OUTAGE, pages, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** One every few milliseconds: a light load. */
    private static GetDashboardResponse page(ServedDashboard served) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(5);
        return served.stub().withDeadlineAfter(2, TimeUnit.SECONDS).getDashboard(USER);
    }

    @Test
    void runningPagesFinishWhenTheServerIsToldToStop() throws Exception {
        Map<DemoService, Fault> slow = Map.of(DemoService.ORDERS, new Fault.Slow(Duration.ofMillis(600)));
        try (ServedDashboard served = ServedDashboard.start(slow)) {
            DashboardServiceBlockingStub stub = served.stub();
            stub.getDashboard(USER);
            CompletableFuture<GetDashboardResponse> running =
                    CompletableFuture.supplyAsync(() -> stub.getDashboard(USER));
            awaitCalls(served, running);
            served.weft().terminate();
            assertThat(running.get(5, TimeUnit.SECONDS).getStatus().getCalls(1).getOutcome())
                    .isEqualTo(Outcome.OUTCOME_FRESH);
            assertThat(served.weft().exitCode()).isZero();
        }
    }

    /** Waits until the page has surely begun: another, begun later, has come as far as the server. */
    private static void awaitCalls(ServedDashboard served, CompletableFuture<?> running) {
        AtomicInteger refused = new AtomicInteger();
        try {
            served.stub().getDashboard(GetDashboardRequest.getDefaultInstance());
        } catch (StatusRuntimeException e) {
            refused.addAndGet(e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT ? 1 : 0);
        }
        assertThat(refused).hasValue(1);
        assertThat(running).isNotDone();
    }
}
