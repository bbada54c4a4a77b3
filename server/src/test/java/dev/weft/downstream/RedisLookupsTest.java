package dev.weft.downstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.loop.FakeLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class RedisLookupsTest {
    private final FakeLoop loop = new FakeLoop();
    private final List<List<String>> asked = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Queue<Runnable> answers = new ArrayDeque<>();
    private final RedisLookups lookups =
            new RedisLookups(loop, (key, digest) -> key.bytes(), (all, where, whenTold) -> {
                asked.add(all.stream()
                        .map(lookup -> new String(lookup.name(), UTF_8))
                        .toList());
                answers.add(() -> {
                    all.forEach(lookup -> lookup.found().accept(null));
                    whenTold.run();
                });
            });

    @Test
    void asksAtOnceForAllOfOneTurn() {
        add("a");
        add("b");
        assertThat(asked).isEmpty();
        turn();
        assertThat(asked).containsExactly(List.of("a", "b"));
    }

    @Test
    void gathersWhileAnAnswerIsAwaited() {
        add("a");
        turn();
        add("b");
        turn();
        add("c");
        assertThat(asked).containsExactly(List.of("a"));

        answer();

        assertThat(told).containsExactly("a");
        assertThat(asked).containsExactly(List.of("a"), List.of("b", "c"));
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void asksForWhatTheAnswerLeadsToTogetherWithWhatWaits() {
        lookups.add(key("a"), found -> add("next"));
        turn();
        add("b");

        answer();

        assertThat(asked).containsExactly(List.of("a"), List.of("b", "next"));
    }

    @Test
    void waitsNoLongerThanAMillisecondForALateAnswer() {
        add("a");
        turn();
        add("b");
        loop.advance(Duration.ofNanos(999_999));
        assertThat(asked).hasSize(1);

        loop.advance(Duration.ofNanos(1));
        assertThat(asked).containsExactly(List.of("a"), List.of("b"));

        add("c");
        answer();
        assertThat(asked).hasSize(2);
        answer();
        assertThat(asked).containsExactly(List.of("a"), List.of("b"), List.of("c"));
    }

    @Test
    void asksForNoMoreThanSixtyFourAtOnce() {
        for (int i = 0; i < 65; i++) {
            add("key" + i);
        }
        turn();
        answer();
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0)).hasSize(64);
        assertThat(asked.get(1)).containsExactly("key64");
    }

    private void add(String name) {
        lookups.add(key(name), found -> told.add(name));
    }

    private static CacheKey key(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        return new CacheKey(bytes, Arrays.hashCode(bytes));
    }

    private void turn() {
        loop.advance(Duration.ZERO);
    }

    private void answer() {
        answers.remove().run();
    }
}
