package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.loop.EventLoops;
import dev.weft.plan.Idempotency;
import dev.weft.plan.Target;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Repeats over real sockets. */
class RetryTest {
    private static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> ATTEMPTS =
            Metadata.Key.of("grpc-previous-rpc-attempts", Metadata.ASCII_STRING_MARSHALLER);

    private final EventLoops loops = EventLoops.start(1);
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        loops.close();
    }

    private LoopbackServer server() throws Exception {
        LoopbackServer server = LoopbackServer.start();
        open.add(server);
        return server;
    }

    private UnaryCall call(DownstreamSettings plain, DownstreamSettings.Guards guards, Target target) {
        Downstreams downstreams = Downstreams.open(
                List.of(new DownstreamSettings(
                        plain.name(), plain.services(), guards, plain.headers(), plain.connection())),
                loops,
                Library.JSON,
                Settings.CACHE,
                CallListener.NONE);
        open.add(0, downstreams);
        return downstreams.call(target, List.of(), Optional.empty());
    }

    private UnaryCall call(LoopbackServer server, Idempotency idempotency) {
        return call(
                Settings.at(server.target()),
                Settings.retrying(Settings.retry(2)),
                Settings.target("Echo", idempotency));
    }

    @Test
    void onlyWhatMayBeRepeatedIs() throws Exception {
        LoopbackServer server = server();
        List<String> attempts = new CopyOnWriteArrayList<>();
        server.on(Settings.path("Echo"), call -> {
            attempts.add(String.valueOf(call.headers().get(ATTEMPTS)));
            call.fail(Status.UNAVAILABLE);
        });
        for (Idempotency may : List.of(Idempotency.NO_SIDE_EFFECTS, Idempotency.IDEMPOTENT)) {
            attempts.clear();
            assertThat(Calls.make(call(server, may), loops.next()).failure().code())
                    .isEqualTo(Code.UNAVAILABLE);
            assertThat(attempts).as(may.name()).containsExactly("null", "1");
        }
        attempts.clear();
        Calls.make(call(server, Idempotency.UNKNOWN), loops.next());
        assertThat(attempts).containsExactly("null");
    }

    @Test
    void aFailureThatPassesIsNotSeen() throws Exception {
        LoopbackServer server = server();
        AtomicInteger calls = new AtomicInteger();
        server.on(Settings.path("Echo"), call -> {
            if (calls.incrementAndGet() == 1) {
                call.fail(Status.UNAVAILABLE);
            } else {
                call.answer(call.request());
            }
        });
        assertThat(Calls.make(call(server, Idempotency.IDEMPOTENT), loops.next())
                        .result())
                .isInstanceOf(Answer.class);
    }

    @Test
    void pushbackIsHonoured() throws Exception {
        LoopbackServer server = server();
        List<Long> arrivals = new CopyOnWriteArrayList<>();
        List<String> say = new CopyOnWriteArrayList<>();
        server.on(Settings.path("Echo"), call -> {
            arrivals.add(System.nanoTime());
            Metadata trailers = new Metadata();
            trailers.put(PUSHBACK, say.get(0));
            call.fail(Status.UNAVAILABLE, trailers);
        });
        UnaryCall call = call(server, Idempotency.NO_SIDE_EFFECTS);
        say.add("300");
        Calls.make(call, loops.next());
        assertThat(arrivals).hasSize(2);
        assertThat(Duration.ofNanos(arrivals.get(1) - arrivals.get(0))).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        for (String never : List.of("-1", "soon", "60000")) {
            say.set(0, never);
            arrivals.clear();
            Calls.make(call, loops.next());
            assertThat(arrivals).as(never).hasSize(1);
        }
    }

    @Test
    void retryAfterIsHonoured() throws Exception {
        LoopbackHttpServer server = LoopbackHttpServer.start();
        open.add(server);
        UnaryCall call = call(
                Library.at(server.target("http")),
                Settings.retrying(Settings.retry(2)),
                Library.target("GetBook", Idempotency.IDEMPOTENT));
        String later = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(60).atOffset(ZoneOffset.UTC));
        for (String tooLate : List.of("60", later)) {
            server.on(request -> unavailable(tooLate));
            int before = server.seen().size();
            Calls.make(call, loops.next(), Library.request("GetBook", "id: 1"), Headers.NONE, 2000);
            assertThat(server.seen()).as(tooLate).hasSize(before + 1);
        }
        server.on(request -> unavailable("0"));
        int before = server.seen().size();
        Calls.make(call, loops.next(), Library.request("GetBook", "id: 1"), Headers.NONE, 2000);
        assertThat(server.seen()).hasSize(before + 2);
    }

    private static HttpResponse unavailable(String retryAfter) {
        return HttpResponse.of(ResponseHeaders.builder(HttpStatus.SERVICE_UNAVAILABLE)
                .add("retry-after", retryAfter)
                .build());
    }

    @Test
    void aDeadDownstreamSeesAtMostATenthMore() throws Exception {
        LoopbackServer server = server();
        AtomicInteger calls = new AtomicInteger();
        server.on(Settings.path("Echo"), call -> {
            calls.incrementAndGet();
            call.fail(Status.UNAVAILABLE);
        });
        UnaryCall call = call(server, Idempotency.NO_SIDE_EFFECTS);
        for (int i = 0; i < 100; i++) {
            Calls.make(call, loops.next());
        }
        assertThat(calls.get()).isBetween(101, 110);
    }

    @Test
    void theTimeoutIsForEachAttemptAndTheDeadlineForAll() throws Exception {
        LoopbackServer server = server();
        AtomicInteger calls = new AtomicInteger();
        server.on(Settings.path("Echo"), call -> calls.incrementAndGet());
        DownstreamSettings.Retry retry = new DownstreamSettings.Retry(
                3, Set.of(Code.DEADLINE_EXCEEDED), Duration.ofMillis(1), Duration.ofMillis(1), 1, 100, 0.1);
        DownstreamSettings.Guards guards =
                new DownstreamSettings.Guards(Duration.ofMillis(200), Optional.of(retry), 1024, Optional.empty());
        UnaryCall call =
                call(Settings.at(server.target()), guards, Settings.target("Echo", Idempotency.NO_SIDE_EFFECTS));
        long start = System.nanoTime();
        assertThat(Calls.make(call, loops.next(), new byte[0], Headers.NONE, 300)
                        .failure()
                        .code())
                .isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(600));
        assertThat(calls).hasValue(2);
    }
}
