package dev.weft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.dashboard.v1.GetDashboardRequest;
import dev.weft.execution.PageResult.Answered;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final byte[] REQUEST =
            GetDashboardRequest.newBuilder().setUserId(42).build().toByteArray();

    private DoorFixture door;

    @BeforeEach
    void open() throws Exception {
        door = new DoorFixture();
    }

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    @Test
    void healthSaysServingOfEachServiceAndOfAll() {
        HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(door.channel);
        for (String service : List.of("", "dashboard.v1.DashboardService")) {
            assertThat(health.check(HealthCheckRequest.newBuilder()
                                    .setService(service)
                                    .build())
                            .getStatus())
                    .isEqualTo(ServingStatus.SERVING);
        }
    }

    @Test
    void letsAPageFinishAndTurnsAwayNewOnes() throws Exception {
        BlockingQueue<ServingStatus> health = watchHealth();
        assertThat(health.poll(5, TimeUnit.SECONDS)).isEqualTo(ServingStatus.SERVING);
        CompletableFuture<DoorFixture.Got> got = CompletableFuture.supplyAsync(() -> door.get(REQUEST));
        DoorFixture.Asked page = door.nextAsked();
        long start = System.nanoTime();
        CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> drain(Duration.ofSeconds(30)));
        assertThat(health.poll(5, TimeUnit.SECONDS)).isEqualTo(ServingStatus.NOT_SERVING);
        TimeUnit.MILLISECONDS.sleep(500);
        assertThat(drained).isNotDone();
        assertThat(door.get(REQUEST).error().getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        page.answer(new Answered(new byte[] {1}, List.of()));
        assertThat(got.get(5, TimeUnit.SECONDS).message()).containsExactly(1);
        drained.get(5, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("who watches health does not hold it up")
                .isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void cutsOffWhatDoesNotFinishInTime() throws Exception {
        CompletableFuture<DoorFixture.Got> got = CompletableFuture.supplyAsync(() -> door.get(REQUEST));
        DoorFixture.Asked page = door.nextAsked();
        drain(Duration.ofMillis(200));
        assertThat(got.get(5, TimeUnit.SECONDS).error().getStatus().getCode())
                .isIn(Status.Code.UNAVAILABLE, Status.Code.CANCELLED);
        assertThat(door.cancelled.poll(5, TimeUnit.SECONDS)).isSameAs(page.request());
    }

    private void drain(Duration grace) {
        try {
            door.door.drain(grace);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private BlockingQueue<ServingStatus> watchHealth() {
        BlockingQueue<ServingStatus> statuses = new LinkedBlockingQueue<>();
        HealthGrpc.newStub(door.channel).watch(HealthCheckRequest.getDefaultInstance(), new StreamObserver<>() {
            @Override
            public void onNext(HealthCheckResponse response) {
                statuses.add(response.getStatus());
            }

            @Override
            public void onError(Throwable t) {}

            @Override
            public void onCompleted() {}
        });
        return statuses;
    }
}
