package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.EventLoops;
import dev.weft.plan.Read;
import dev.weft.wire.Mapping;
import dev.weft.wire.Projection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CheckedCallTest {
    private static final Read WHOLE = new Read(0, Projection.compile(Mapping.identity(Duration.getDescriptor())));
    private static final byte[] DAMAGED = {0x08};

    private static EventLoops loops;

    @BeforeAll
    static void start() {
        loops = EventLoops.start(1);
    }

    @AfterAll
    static void stop() {
        loops.close();
    }

    @Test
    void readsAnAnswer() throws Exception {
        byte[] message = Duration.newBuilder().setSeconds(7).build().toByteArray();
        Answer answer = (Answer) call(message, Optional.empty(), 1);
        assertThat(answer.pieces())
                .singleElement()
                .satisfies(piece -> assertThat(piece.toByteArray()).isEqualTo(message));
    }

    @Test
    void aDamagedAnswerIsAFailureOfTheCall() throws Exception {
        Failure failure = (Failure) call(DAMAGED, Optional.empty(), 1);
        assertThat(failure.code()).isEqualTo(Code.INTERNAL);
        assertThat(failure.cause()).startsWith("malformed response: ");
    }

    @Test
    void damagedAnswersOpenTheBreaker() throws Exception {
        DownstreamSettings.Breaker breaker = Settings.breaker(java.time.Duration.ofSeconds(5));
        assertThat(call(DAMAGED, Optional.of(breaker), breaker.minimumNumberOfCalls() + 1))
                .isEqualTo(Failure.refused(Code.UNAVAILABLE, "circuit breaker open"));
    }

    /** What the last of some calls brings. */
    private static CallResult call(byte[] answer, Optional<DownstreamSettings.Breaker> breaker, int times)
            throws Exception {
        try (LoopbackServer server = LoopbackServer.start()) {
            server.on(Settings.path("Echo"), call -> call.answer(answer));
            DownstreamSettings plain = Settings.at(server.target());
            DownstreamSettings settings = new DownstreamSettings(
                    plain.name(),
                    plain.services(),
                    new DownstreamSettings.Guards(plain.guards().timeout(), Optional.empty(), 1024, breaker),
                    plain.headers(),
                    plain.connection());
            try (Downstreams downstreams =
                    Downstreams.open(List.of(settings), loops, Settings.JSON, Settings.CACHE, CallListener.NONE)) {
                UnaryCall call = downstreams.call(Settings.target("Echo"), List.of(WHOLE), Optional.empty());
                for (int i = 1; i < times; i++) {
                    Calls.make(call, loops.next());
                }
                return Calls.make(call, loops.next()).result();
            }
        }
    }
}
