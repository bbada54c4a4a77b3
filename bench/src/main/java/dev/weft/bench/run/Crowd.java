package dev.weft.bench.run;

import dev.weft.bench.data.Shop;
import dev.weft.bench.page.v1.DashboardServiceGrpc;
import dev.weft.bench.page.v1.GetDashboardRequest;
import dev.weft.bench.page.v1.GetDashboardResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Clients that ask for the dashboard at a steady pace, however long the answers take. */
final class Crowd implements AutoCloseable {
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "crowd");
        thread.setDaemon(true);
        return thread;
    });
    private final long[] users = Shop.users();
    private final LongAdder pages = new LongAdder();
    private final LongAdder partial = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final ManagedChannel channel;
    private int turn;

    private Crowd(int port) {
        this.channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
    }

    /** They begin at once. */
    static Crowd gather(int port, int pagesPerSecond) {
        Crowd crowd = new Crowd(port);
        long interval = TimeUnit.SECONDS.toNanos(1) / pagesPerSecond;
        crowd.pace.scheduleAtFixedRate(crowd::ask, 0, interval, TimeUnit.NANOSECONDS);
        return crowd;
    }

    private void ask() {
        GetDashboardRequest request = GetDashboardRequest.newBuilder()
                .setUserId(users[turn++ % users.length])
                .setPageSize(Shop.ITEMS)
                .build();
        ClientCalls.asyncUnaryCall(
                channel.newCall(DashboardServiceGrpc.getGetDashboardMethod(), CallOptions.DEFAULT),
                request,
                new Answer());
    }

    long pages() {
        return pages.sum();
    }

    long partial() {
        return partial.sum();
    }

    long failed() {
        return failed.sum();
    }

    @Override
    public void close() {
        pace.shutdownNow();
        channel.shutdownNow();
    }

    private final class Answer implements StreamObserver<GetDashboardResponse> {
        @Override
        public void onNext(GetDashboardResponse page) {
            pages.increment();
            if (!page.getStatus().getComplete()) {
                partial.increment();
            }
        }

        @Override
        public void onError(Throwable cause) {
            failed.increment();
        }

        @Override
        public void onCompleted() {
            // The page has been counted.
        }
    }
}
