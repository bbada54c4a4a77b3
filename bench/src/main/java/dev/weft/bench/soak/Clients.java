package dev.weft.bench.soak;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.weft.bench.data.Shop;
import dev.weft.bench.page.v1.DashboardServiceGrpc;
import dev.weft.bench.page.v1.GetDashboardRequest;
import dev.weft.bench.page.v1.GetDashboardResponse;
import dev.weft.faults.Stalls;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The clients: some over gRPC, some as JSON, each asking for one page after another, of every kind by turns. */
final class Clients {
    private static final int GRPC = 8;
    private static final int JSON = 4;
    private static final int CHANNELS = 2;
    private static final int OK = 200;
    private static final long PAUSE_MILLIS = 5;

    private final List<ManagedChannel> channels = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Stalls stalls = Stalls.watch();
    private final Check check = new Check();
    private final long[] users = Shop.users();
    private final int httpPort;

    Clients(int grpcPort, int httpPort) {
        this.httpPort = httpPort;
        for (int i = 0; i < CHANNELS; i++) {
            channels.add(ManagedChannelBuilder.forAddress("127.0.0.1", grpcPort)
                    .usePlaintext()
                    .build());
        }
    }

    /** Lets them ask for that long, and waits for the last answer. */
    Tally ask(long millis) throws InterruptedException {
        Tally tally = new Tally();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < GRPC + JSON; i++) {
            int client = i;
            Thread thread = new Thread(() -> run(client, end, tally), "client-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return tally;
    }

    private void run(int client, long end, Tally tally) {
        PageKind[] kinds = PageKind.values();
        for (int turn = client; System.nanoTime() - end < 0; turn++) {
            one(client, kinds[turn % kinds.length], users[turn % users.length], tally);
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void one(int client, PageKind kind, long user, Tally tally) {
        long start = System.nanoTime();
        try {
            GetDashboardResponse page =
                    client < GRPC ? grpc(channels.get(client % CHANNELS), kind, user) : json(kind, user);
            long end = System.nanoTime();
            tally.answered(check.of(page, user), end - start, stalls.nanosBetween(start, end));
        } catch (StatusRuntimeException e) {
            failed(String.valueOf(e.getStatus()), start, tally);
        } catch (IOException e) {
            failed(String.valueOf(e), start, tally);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(String why, long start, Tally tally) {
        long end = System.nanoTime();
        tally.failed(why, end - start, stalls.nanosBetween(start, end));
    }

    private static GetDashboardResponse grpc(ManagedChannel channel, PageKind kind, long user) {
        return ClientCalls.blockingUnaryCall(
                channel,
                DashboardServiceGrpc.getGetDashboardMethod().toBuilder()
                        .setFullMethodName(kind.method())
                        .build(),
                CallOptions.DEFAULT.withDeadlineAfter(Tally.DEADLINE_NANOS, TimeUnit.NANOSECONDS),
                GetDashboardRequest.newBuilder()
                        .setUserId(user)
                        .setPageSize(Shop.ITEMS)
                        .build());
    }

    private GetDashboardResponse json(PageKind kind, long user) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + httpPort + kind.path(user) + "?page_size=" + Shop.ITEMS);
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("timeout", "1s").build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IOException("HTTP status " + answer.statusCode());
        }
        return parse(answer.body());
    }

    private static GetDashboardResponse parse(String json) throws InvalidProtocolBufferException {
        GetDashboardResponse.Builder page = GetDashboardResponse.newBuilder();
        JsonFormat.parser().merge(json, page);
        return page.build();
    }
}
