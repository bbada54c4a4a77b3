package dev.weft.drills;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.weft.dashboard.v1.DashboardServiceGrpc;
import dev.weft.dashboard.v1.GetDashboardRequest;
import dev.weft.dashboard.v1.GetDashboardResponse;
import dev.weft.faults.Stalls;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/** Clients who ask for one page after another, over gRPC and as JSON, and look at every one. */
final class Clients {
    private static final long FIRST_USER = 101;
    private static final int USERS = 20;
    private static final int GRPC = 5;
    private static final int JSON = 2;
    private static final long PAUSE_MILLIS = 10;

    /** A client that did not get to run for so long while it waited has not had its second. */
    private static final long UNFAIR_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final Stalls STALLS = Stalls.watch();

    private final List<ManagedChannel> replicas;
    private final int httpPort;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Long, GetDashboardResponse> pages = new ConcurrentHashMap<>();

    /**
     * @param replicas who is asked over gRPC; who asks one that is not there asks the next, as a load balancer would
     * @param httpPort 0 when nobody is to ask for JSON
     */
    Clients(List<ManagedChannel> replicas, int httpPort) {
        this.replicas = replicas;
        this.httpPort = httpPort;
    }

    /** Lets them begin. */
    Asking begin() {
        Asking asking = new Asking();
        for (int i = 0; i < GRPC; i++) {
            asking.client(this::byGrpc);
        }
        for (int i = 0; i < JSON && httpPort > 0; i++) {
            asking.client(this::byJson);
        }
        return asking;
    }

    /** Asks for one page, over gRPC. Whether it was complete. */
    boolean complete() {
        try {
            return byGrpc(FIRST_USER).getStatus().getComplete();
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    /** Learns what each page must say, from one that is complete. */
    void learn() {
        for (long user = FIRST_USER; user < FIRST_USER + USERS; user++) {
            GetDashboardResponse page = byGrpc(user);
            if (page.getStatus().getComplete() && page.getPaymentsCount() == PaymentsMain.PAYMENTS) {
                pages.put(user, page.toBuilder().clearStatus().build());
            }
        }
        if (pages.size() != USERS) {
            throw new AssertionError("complete pages: " + pages.size() + " of " + USERS);
        }
    }

    private GetDashboardResponse byGrpc(long user) {
        Deadline deadline = Deadline.after(Tally.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        int first = (int) (user % replicas.size());
        for (int i = 0; i < replicas.size() - 1; i++) {
            try {
                return byGrpc(replicas.get((first + i) % replicas.size()), user, deadline);
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                    throw e;
                }
            }
        }
        return byGrpc(replicas.get((first + replicas.size() - 1) % replicas.size()), user, deadline);
    }

    private static GetDashboardResponse byGrpc(ManagedChannel replica, long user, Deadline deadline) {
        return DashboardServiceGrpc.newBlockingStub(replica)
                .withDeadline(deadline)
                .getDashboard(GetDashboardRequest.newBuilder().setUserId(user).build());
    }

    private GetDashboardResponse byJson(long user) {
        URI uri = URI.create("http://localhost:" + httpPort + "/v1/users/" + user + "/dashboard");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("timeout", Tally.DEADLINE.toMillis() + "ms")
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("HTTP status " + answer.statusCode());
            }
            GetDashboardResponse.Builder page = GetDashboardResponse.newBuilder();
            JsonFormat.parser().merge(answer.body(), page);
            return page.build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("no JSON of a page", e);
        } catch (IOException e) {
            throw new IllegalStateException(e.getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What is wrong with a page: nothing when it is whole, or lacks the payments and says so. */
    private String wrong(long user, GetDashboardResponse page) {
        GetDashboardResponse whole = pages.get(user);
        GetDashboardResponse.Builder expected = whole.toBuilder().setStatus(page.getStatus());
        if (!page.getStatus().getComplete()) {
            expected.clearPayments();
        }
        if (!page.equals(expected.build())) {
            return "wrong content";
        }
        boolean named = page.getStatus().getCallsList().stream()
                .anyMatch(call -> call.getName().equals("payments") && call.getCode() != com.google.rpc.Code.OK);
        return named == page.getStatus().getComplete() ? "wrong status" : "";
    }

    /** Clients at work. */
    final class Asking {
        private final Tally tally = new Tally();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean over;
        private volatile long stoppedNanos = Long.MAX_VALUE;

        private void client(LongFunction<GetDashboardResponse> door) {
            int first = threads.size();
            Thread thread = new Thread(() -> {
                for (int turn = first; !over; turn++) {
                    ask(door, FIRST_USER + turn % USERS);
                    pause();
                }
            });
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }

        private void ask(LongFunction<GetDashboardResponse> door, long user) {
            tally.asked();
            long start = System.nanoTime();
            try {
                GetDashboardResponse page = door.apply(user);
                long took = since(start);
                String wrong = wrong(user, page);
                if (wrong.isEmpty()) {
                    tally.answered(page.getStatus().getComplete(), took);
                } else {
                    tally.failed(wrong, took);
                }
            } catch (StatusRuntimeException e) {
                noPage(String.valueOf(e.getStatus().getCode()), start);
            } catch (IllegalStateException e) {
                noPage(String.valueOf(e.getMessage()), start);
            }
        }

        private void noPage(String why, long start) {
            boolean outOfTime =
                    why.equals("DEADLINE_EXCEEDED") && since(start) < Tally.DEADLINE.toNanos() - UNFAIR_NANOS;
            if (start > stoppedNanos || outOfTime) {
                tally.refused();
            } else {
                tally.failed(why, since(start));
            }
        }

        /** Without what the machine did not give to this process: it is no fault of the server's. */
        private static long since(long start) {
            long now = System.nanoTime();
            return now - start - STALLS.nanosBetween(start, now);
        }

        /** From now on it is no failure to be turned away. */
        void mayBeRefused() {
            stoppedNanos = System.nanoTime();
        }

        private void pause() {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                over = true;
            }
        }

        Tally tally() {
            return tally;
        }

        /** Ends it, when the last page is there. */
        Tally end() throws InterruptedException {
            over = true;
            for (Thread thread : threads) {
                thread.join();
            }
            return tally;
        }
    }
}
