package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.Cancellable;
import dev.weft.loop.DeadlineTimer;
import dev.weft.loop.FakeLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TimeoutCallTest {
    private static final Duration PAGE = Duration.ofMillis(300);
    private static final Answer ANSWER = new Answer(new byte[0]);

    private final FakeLoop loop = new FakeLoop();
    private final DeadlineTimer deadline = new DeadlineTimer(loop, loop.nanoTime() + PAGE.toNanos());
    private final List<Consumer<CallResult>> under = new ArrayList<>();
    private final List<Long> given = new ArrayList<>();
    private final List<CallResult> results = new ArrayList<>();
    private int brokenOff;

    private Cancellable start(Duration timeout) {
        CallContext context =
                new CallContext(loop, loop.nanoTime(), deadline.deadlineNanos(), deadline, Headers.NONE, false, 1);
        return new TimeoutCall(this::make, timeout).start(context, new byte[0], results::add);
    }

    private Cancellable make(CallContext context, byte[] request, Consumer<CallResult> done) {
        given.add(context.timeNanos());
        under.add(done);
        return () -> brokenOff++;
    }

    private static Failure late(int millis) {
        return new Failure(Code.DEADLINE_EXCEEDED, "no answer within " + millis + "ms");
    }

    @Test
    void callsThatHaveThePagesTimeShareItsTimer() {
        deadline.set(() -> {});
        start(Duration.ofSeconds(3));
        start(PAGE);
        assertThat(loop.pendingTimers()).isEqualTo(1);
        loop.advance(PAGE);
        assertThat(results).containsExactly(late(300), late(300));
        assertThat(brokenOff).isEqualTo(2);
    }

    @Test
    void aShorterTimeoutEndsTheCallEarlier() {
        deadline.set(() -> {});
        start(Duration.ofMillis(200));
        assertThat(given).containsExactly(Duration.ofMillis(200).toNanos());
        loop.advance(Duration.ofMillis(200));
        assertThat(results).containsExactly(late(200));
        assertThat(brokenOff).isEqualTo(1);
    }

    @Test
    void aCallThatGoesOnWhenThePageIsOverIsBrokenOffAllTheSame() {
        deadline.set(() -> {});
        start(Duration.ofSeconds(3));
        deadline.release();
        loop.advance(PAGE);
        assertThat(results).containsExactly(late(300));
        assertThat(brokenOff).isEqualTo(1);
    }

    @Test
    void leavesNothingBehindHoweverTheCallEnds() {
        deadline.set(() -> {});
        start(Duration.ofSeconds(3));
        under.get(0).accept(ANSWER);
        start(Duration.ofMillis(200)).cancel();
        start(Duration.ofSeconds(3)).cancel();
        deadline.release();
        assertThat(loop.pendingTimers()).isZero();
        assertThat(results).containsExactly(ANSWER);
        assertThat(brokenOff).isEqualTo(2);
    }

    @Test
    void doesNotBeginACallThatHasNoTime() {
        deadline.set(() -> {});
        loop.advance(PAGE);
        start(Duration.ofSeconds(3));
        assertThat(results).containsExactly(Failure.refused(Code.DEADLINE_EXCEEDED, "no time left to make the call"));
        assertThat(under).isEmpty();
    }
}
