package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.plan.Idempotency;
import dev.weft.plan.MethodName;
import dev.weft.plan.Target;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DownstreamsTest {
    private static final MethodName ECHO = new MethodName(Settings.SERVICE, "Echo");

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
                plain.timeout(),
                Optional.of(Settings.breaker(Duration.ofSeconds(5))),
                Headers.NONE,
                Map.of(ECHO, Idempotency.NO_SIDE_EFFECTS),
                plain.connection());
    }

    private static Target echo(Optional<String> downstream) {
        return new Target(ECHO, downstream, Idempotency.UNKNOWN);
    }

    @Test
    void goesWhereTheTargetSays() throws Exception {
        try (LoopbackServer here = LoopbackServer.start();
                LoopbackServer there = LoopbackServer.start();
                Downstreams downstreams = Downstreams.open(
                        List.of(named("here", here.target()), named("there", there.target())), loops)) {
            here.on(Settings.path("Echo"), call -> call.answer(new byte[] {1}));
            there.on(Settings.path("Echo"), call -> call.answer(new byte[] {2}));
            assertThat(Calls.make(downstreams.call(echo(Optional.of("here"))), loops.next())
                            .answer())
                    .containsExactly(1);
            assertThat(Calls.make(downstreams.call(echo(Optional.of("there"))), loops.next())
                            .answer())
                    .containsExactly(2);
            assertThatThrownBy(() -> downstreams.call(echo(Optional.empty())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("downstream of test.v1.EchoService/Echo: not named (expected: one of [here, there],"
                            + " where test.v1.EchoService runs)");
            assertThatThrownBy(() -> downstreams.call(echo(Optional.of("nowhere"))))
                    .hasMessageContaining("nowhere (expected: one of [here, there]");
        }
    }

    @Test
    void theConfigurationKnowsBetterWhatMayBeRepeated() {
        try (Downstreams downstreams = Downstreams.open(List.of(named("only", "localhost:1")), loops)) {
            assertThat(downstreams.idempotency(echo(Optional.empty()))).isEqualTo(Idempotency.NO_SIDE_EFFECTS);
            assertThat(downstreams.idempotency(new Target(
                            new MethodName(Settings.SERVICE, "Other"), Optional.empty(), Idempotency.IDEMPOTENT)))
                    .isEqualTo(Idempotency.IDEMPOTENT);
        }
    }

    @Test
    void theMethodsOfADownstreamShareItsBreaker() throws Exception {
        try (LoopbackServer server = LoopbackServer.start();
                Downstreams downstreams = Downstreams.open(List.of(named("only", server.target())), loops)) {
            server.on(Settings.path("Fail"), call -> call.fail(Status.INTERNAL));
            server.on(Settings.path("Echo"), call -> call.answer(call.request()));
            UnaryCall echo = downstreams.call(echo(Optional.empty()));
            assertThat(Calls.make(echo, loops.next()).result()).isInstanceOf(Answer.class);
            for (int i = 0; i < 3; i++) {
                Calls.make(downstreams.call(Settings.target("Fail")), loops.next());
            }
            assertThat(Calls.make(echo, loops.next()).result())
                    .isEqualTo(new CallResult.Failure(Code.UNAVAILABLE, "circuit breaker open"));
        }
    }

    @Test
    void twoOfOneNameAreAnError() {
        DownstreamSettings one = named("one", "localhost:1");
        assertThatThrownBy(() -> Downstreams.open(List.of(one, one), loops))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("downstream one: there are two (expected: a name of its own for each)");
    }
}
