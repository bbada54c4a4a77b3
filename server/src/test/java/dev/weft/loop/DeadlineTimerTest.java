package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlineTimerTest {
    private static final Duration TIME = Duration.ofSeconds(1);

    private final FakeLoop loop = new FakeLoop();
    private final DeadlineTimer timer = new DeadlineTimer(loop, loop.nanoTime() + TIME.toNanos());
    private final List<String> late = new ArrayList<>();

    private void set() {
        timer.set(() -> late.add("page"));
    }

    private Cancellable watch(String name) {
        return timer.watch(() -> late.add(name));
    }

    @Test
    void tellsThoseThatWatchAndItsOwnerLast() {
        set();
        watch("a");
        watch("b");
        loop.advance(TIME.minusNanos(1));
        assertThat(late).isEmpty();
        loop.advance(Duration.ofNanos(1));
        assertThat(late).containsExactlyInAnyOrder("a", "b", "page").endsWith("page");
    }

    @Test
    void isOneTimerHoweverManyWatch() {
        set();
        watch("a");
        watch("b");
        assertThat(loop.pendingTimers()).isEqualTo(1);
    }

    @Test
    void doesNotTellThoseThatHaveLeftInWhateverOrder() {
        set();
        List<Cancellable> all = List.of(watch("a"), watch("b"), watch("c"), watch("d"), watch("e"));
        for (int i : new int[] {1, 4, 0, 0}) {
            all.get(i).cancel();
        }
        loop.advance(TIME);
        assertThat(late).containsExactlyInAnyOrder("c", "d", "page");
    }

    @Test
    void stopsWhenItsOwnerNeedsItNoLonger() {
        set();
        watch("a").cancel();
        timer.release();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void goesOnForThoseThatStillWatchWhenItsOwnerDoesNot() {
        set();
        Cancellable early = watch("a");
        watch("b");
        timer.release();
        early.cancel();
        loop.advance(TIME);
        assertThat(late).containsExactly("b");
    }

    @Test
    void stopsWithTheLastWhenItsOwnerHasGone() {
        set();
        Cancellable last = watch("a");
        timer.release();
        last.cancel();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void whoWatchesWhenItHasStoppedIsToldAllTheSame() {
        set();
        Cancellable first = watch("a");
        timer.release();
        first.cancel();
        watch("b");
        loop.advance(TIME.minusNanos(1));
        assertThat(late).isEmpty();
        loop.advance(Duration.ofNanos(1));
        assertThat(late).containsExactly("b");
    }

    @Test
    void whoWatchesBeforeItIsSetIsToldAllTheSame() {
        watch("a");
        loop.advance(TIME);
        assertThat(late).containsExactly("a");
    }

    @Test
    void tellsTheOthersWhenOneThrows() {
        set();
        timer.watch(() -> {
            throw new IllegalStateException("a fault of the test");
        });
        watch("b");
        assertThatThrownBy(() -> loop.advance(TIME)).isInstanceOf(IllegalStateException.class);
        loop.advance(Duration.ZERO);
        assertThat(late).containsExactly("b", "page");
    }

    @Test
    void whoComesTooLateIsToldAtOnce() {
        set();
        loop.advance(TIME);
        watch("a");
        loop.advance(Duration.ZERO);
        assertThat(late).containsExactly("page", "a");
    }
}
