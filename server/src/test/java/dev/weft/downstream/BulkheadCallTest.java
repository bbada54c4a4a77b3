package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.downstream.DownstreamSettings.Guards;
import dev.weft.loop.Cancellable;
import dev.weft.loop.EventLoops;
import dev.weft.loop.FakeLoop;
import dev.weft.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BulkheadCallTest {
    private static final Answer ANSWER = new Answer(new byte[0]);
    private static final Failure FULL = Failure.refused(Code.UNAVAILABLE, "2 calls at once are under way");

    private final FakeLoop loop = new FakeLoop();
    private final Bulkhead bulkhead = new Bulkhead(2);
    private final List<Consumer<CallResult>> under = new ArrayList<>();
    private final List<CallResult> results = new ArrayList<>();

    private Cancellable start(UnaryCall inner) {
        CallContext context = new CallContext(loop, loop.nanoTime() + 1_000_000_000L, Headers.NONE);
        return new BulkheadCall(inner, bulkhead).start(context, new byte[0], results::add);
    }

    private Cancellable start() {
        return start((context, request, done) -> {
            under.add(done);
            return () -> {};
        });
    }

    @Test
    void turnsAwayWhatIsTooMuchAndTakesTheNextWhenThereIsRoom() {
        start();
        start();
        start();
        assertThat(results).containsExactly(FULL);
        assertThat(under).hasSize(2);
        under.get(0).accept(ANSWER);
        start();
        assertThat(under).hasSize(3);
        assertThat(bulkhead.taken()).isEqualTo(2);
    }

    @Test
    void aPlaceIsGivenBackOnceHoweverTheCallEnds() {
        Cancellable call = start();
        call.cancel();
        call.cancel();
        under.get(0).accept(ANSWER);
        assertThat(bulkhead.taken()).isZero();
        UnaryCall broken = (context, request, done) -> {
            throw new IllegalStateException("a fault of the test");
        };
        assertThatThrownBy(() -> start(broken)).isInstanceOf(IllegalStateException.class);
        assertThat(bulkhead.taken()).isZero();
    }

    @Test
    void aHangingMethodTakesItsShareOverAllLoopsAndNoMore() throws Exception {
        AtomicInteger arrived = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(4);
        try (EventLoops loops = EventLoops.start(2);
                LoopbackServer server = LoopbackServer.start()) {
            server.on(Settings.path("Hang"), call -> {
                arrived.incrementAndGet();
                full.countDown();
            });
            DownstreamSettings plain = Settings.at(server.target());
            Guards guards = new Guards(Duration.ofSeconds(3), Optional.empty(), 4, Optional.empty());
            try (Downstreams downstreams = Downstreams.open(
                    List.of(new DownstreamSettings(
                            plain.name(), plain.services(), guards, plain.headers(), plain.connection())),
                    loops,
                    Settings.JSON,
                    Settings.CACHE,
                    CallListener.NONE)) {
                UnaryCall hang = downstreams.call(Settings.target("Hang"), List.of(), Optional.empty());
                List<CompletableFuture<CallResult>> calls = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    calls.add(begin(hang, loops.next()));
                }
                assertThat(full.await(5, TimeUnit.SECONDS)).isTrue();
                CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(5, TimeUnit.SECONDS);
                assertThat(calls)
                        .filteredOn(call -> ((Failure) call.join()).again() instanceof Again.Refused)
                        .hasSize(36);
                assertThat(arrived).hasValue(4);
                assertThat(Calls.make(hang, loops.next(), new byte[0], Headers.NONE, 50)
                                .failure()
                                .code())
                        .as("all have left")
                        .isEqualTo(Code.DEADLINE_EXCEEDED);
            }
        }
    }

    private static CompletableFuture<CallResult> begin(UnaryCall call, Loop loop) {
        CompletableFuture<CallResult> result = new CompletableFuture<>();
        loop.execute(() -> call.start(
                new CallContext(loop, loop.nanoTime() + 400_000_000L, Headers.NONE), new byte[0], result::complete));
        return result;
    }
}
