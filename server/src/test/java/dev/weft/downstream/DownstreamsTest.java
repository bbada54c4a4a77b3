package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.loop.EventLoops;
import dev.weft.plan.Target;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DownstreamsTest {
    private final EventLoops loops = EventLoops.start(1);

    @AfterEach
    void stop() {
        loops.close();
    }

    private static DownstreamSettings named(String name, String target) {
        DownstreamSettings plain = Settings.at(target);
        return new DownstreamSettings(
                name,
                plain.services(),
                Settings.guarded(Settings.breaker(Duration.ofSeconds(5))),
                Headers.NONE,
                plain.connection());
    }

    private static Target echo(Optional<String> downstream) {
        return Settings.target("Echo", downstream);
    }

    @Test
    void goesWhereTheTargetSays() throws Exception {
        try (LoopbackServer here = LoopbackServer.start();
                LoopbackServer there = LoopbackServer.start();
                Downstreams downstreams = Downstreams.open(
                        List.of(named("here", here.target()), named("there", there.target())),
                        loops,
                        Settings.JSON,
                        Settings.CACHE,
                        CallListener.NONE)) {
            here.on(Settings.path("Echo"), call -> call.answer(new byte[] {1}));
            there.on(Settings.path("Echo"), call -> call.answer(new byte[] {2}));
            assertThat(Calls.make(
                                    downstreams.call(echo(Optional.of("here")), List.of(), Optional.empty()),
                                    loops.next())
                            .answer())
                    .containsExactly(1);
            assertThat(Calls.make(
                                    downstreams.call(echo(Optional.of("there")), List.of(), Optional.empty()),
                                    loops.next())
                            .answer())
                    .containsExactly(2);
            assertThatThrownBy(() -> downstreams.call(echo(Optional.empty()), List.of(), Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("downstream of test.v1.EchoService/Echo: not named (expected: one of [here, there],"
                            + " where test.v1.EchoService runs)");
            assertThatThrownBy(() -> downstreams.call(echo(Optional.of("nowhere")), List.of(), Optional.empty()))
                    .hasMessageContaining("nowhere (expected: one of [here, there]");
        }
    }

    @Test
    void theMethodsOfADownstreamShareItsBreaker() throws Exception {
        try (LoopbackServer server = LoopbackServer.start();
                Downstreams downstreams = Downstreams.open(
                        List.of(named("only", server.target())),
                        loops,
                        Settings.JSON,
                        Settings.CACHE,
                        CallListener.NONE)) {
            server.on(Settings.path("Fail"), call -> call.fail(Status.INTERNAL));
            server.on(Settings.path("Echo"), call -> call.answer(call.request()));
            UnaryCall echo = downstreams.call(echo(Optional.empty()), List.of(), Optional.empty());
            assertThat(Calls.make(echo, loops.next()).result()).isInstanceOf(Answer.class);
            for (int i = 0; i < 3; i++) {
                Calls.make(downstreams.call(Settings.target("Fail"), List.of(), Optional.empty()), loops.next());
            }
            assertThat(Calls.make(echo, loops.next()).result())
                    .isEqualTo(CallResult.Failure.refused(Code.UNAVAILABLE, "circuit breaker open"));
        }
    }

    @Test
    void aHangingServiceIsFoundOutByOrdinaryClientsAndNotByAHastyOne() throws Exception {
        try (LoopbackServer server = LoopbackServer.start();
                Downstreams downstreams = Downstreams.open(
                        List.of(named("only", server.target())),
                        loops,
                        Settings.JSON,
                        Settings.CACHE,
                        CallListener.NONE)) {
            server.on(Settings.path("Hang"), call -> {});
            server.on(Settings.path("Echo"), call -> call.answer(call.request()));
            UnaryCall hang = downstreams.call(Settings.target("Hang"), List.of(), Optional.empty());
            UnaryCall echo = downstreams.call(echo(Optional.empty()), List.of(), Optional.empty());
            for (int i = 0; i < 8; i++) {
                Calls.make(hang, loops.next(), new byte[0], Headers.NONE, 20);
            }
            assertThat(Calls.make(echo, loops.next()).result()).isInstanceOf(Answer.class);
            for (int i = 0; i < 4; i++) {
                Calls.make(hang, loops.next(), new byte[0], Headers.NONE, 250);
            }
            assertThat(Calls.make(echo, loops.next()).result())
                    .isEqualTo(CallResult.Failure.refused(Code.UNAVAILABLE, "circuit breaker open"));
        }
    }

    @Test
    void twoOfOneNameAreAnError() {
        DownstreamSettings one = named("one", "localhost:1");
        assertThatThrownBy(() ->
                        Downstreams.open(List.of(one, one), loops, Settings.JSON, Settings.CACHE, CallListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("downstream one: there are two (expected: a name of its own for each)");
    }
}
