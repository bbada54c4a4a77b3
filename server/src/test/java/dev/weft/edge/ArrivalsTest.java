package dev.weft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.loop.FakeLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private final FakeLoop loop = new FakeLoop();
    private final Arrivals arrivals = new Arrivals(loop, Duration.ofSeconds(10));
    private final List<String> late = new ArrayList<>();

    private Arrivals.Arrival begin(String name) {
        return arrivals.begin(() -> late.add(name));
    }

    @Test
    void endsThoseThatTakeTooLongEachAtItsTime() {
        begin("a");
        loop.advance(Duration.ofSeconds(4));
        begin("b");
        loop.advance(Duration.ofSeconds(6));
        assertThat(late).containsExactly("a");
        loop.advance(Duration.ofSeconds(4));
        assertThat(late).containsExactly("a", "b");
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void leavesAloneThoseThatAreThereInWhateverOrder() {
        List<Arrivals.Arrival> all = List.of(begin("a"), begin("b"), begin("c"), begin("d"), begin("e"));
        for (int i : new int[] {2, 0, 4, 4}) {
            all.get(i).end();
        }
        loop.advance(Duration.ofSeconds(10));
        assertThat(late).containsExactly("b", "d");
    }

    @Test
    void hasOneTimerForAll() {
        for (int i = 0; i < 100; i++) {
            begin("x").end();
        }
        assertThat(loop.pendingTimers()).isEqualTo(1);
        loop.advance(Duration.ofSeconds(10));
        assertThat(loop.pendingTimers()).isZero();
        assertThat(late).isEmpty();
    }
}
