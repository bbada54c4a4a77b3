package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.downstream.CallResult.Answer;
import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import dev.weft.plan.CacheRule;
import dev.weft.plan.Idempotency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Memory and its crowds, over real sockets and several loops. */
class CoalescingTest {
    private static final CacheRule RULE = new CacheRule(Duration.ofMillis(700), Duration.ZERO, Duration.ZERO, false);

    @Test
    void aThousandEqualRequestsAtOnceAreOneCallAlsoAtTheMomentOfExpiry() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (EventLoops loops = EventLoops.start(3);
                LoopbackServer server = LoopbackServer.start();
                Downstreams downstreams = Downstreams.open(
                        List.of(Settings.at(server.target())),
                        loops,
                        Settings.JSON,
                        Settings.cache(),
                        CallListener.NONE)) {
            server.on(Settings.path("Echo"), call -> {
                calls.incrementAndGet();
                CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> call.answer(call.request()));
            });
            UnaryCall call = downstreams.call(
                    Settings.target("Echo", Idempotency.NO_SIDE_EFFECTS), List.of(), Optional.of(RULE));
            assertThat(answers(crowd(call, loops, 1000))).hasSize(1000);
            assertThat(calls).hasValue(1);

            // Without a pause across the expiry: every request is answered, each lifetime costs one call.
            int asked = 0;
            long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
            while (System.nanoTime() - end < 0) {
                asked += answers(crowd(call, loops, 1000)).size();
            }
            assertThat(asked).isGreaterThan(3000);
            assertThat(calls.get()).isBetween(2, 4);
        }
    }

    @Test
    void aHitStaysOnThePagesOwnLoop() throws Exception {
        try (EventLoops loops = EventLoops.start(2);
                LoopbackServer server = LoopbackServer.start();
                Downstreams downstreams = Downstreams.open(
                        List.of(Settings.at(server.target())),
                        loops,
                        Settings.JSON,
                        Settings.cache(),
                        CallListener.NONE)) {
            server.on(Settings.path("Echo"), call -> call.answer(call.request()));
            UnaryCall call = downstreams.call(
                    Settings.target("Echo", Idempotency.NO_SIDE_EFFECTS), List.of(), Optional.of(RULE));
            Calls.make(call, loops.loops().get(0));
            CompletableFuture<Boolean> onTheSpot = new CompletableFuture<>();
            Loop other = loops.loops().get(1);
            other.execute(() -> {
                List<CallResult> results = new ArrayList<>();
                call.start(
                        new CallContext(other, other.nanoTime() + 1_000_000_000L, Headers.NONE),
                        new byte[] {1},
                        results::add);
                onTheSpot.complete(results.size() == 1);
            });
            assertThat(onTheSpot.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static List<CompletableFuture<CallResult>> crowd(UnaryCall call, EventLoops loops, int size) {
        List<CompletableFuture<CallResult>> results = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            CompletableFuture<CallResult> result = new CompletableFuture<>();
            Loop loop = loops.next();
            loop.execute(() -> call.start(
                    new CallContext(loop, loop.nanoTime() + 5_000_000_000L, Headers.NONE),
                    new byte[] {1, 2, 3},
                    done -> {
                        if (!loop.isCurrent()) {
                            result.completeExceptionally(new IllegalStateException("on another thread"));
                        }
                        result.complete(done);
                    }));
            results.add(result);
        }
        return results;
    }

    private static List<byte[]> answers(List<CompletableFuture<CallResult>> results) throws Exception {
        List<byte[]> answers = new ArrayList<>();
        for (CompletableFuture<CallResult> result : results) {
            byte[] message = ((Answer) result.get(10, TimeUnit.SECONDS)).message();
            assertThat(message).containsExactly(1, 2, 3);
            answers.add(message);
        }
        return answers;
    }
}
