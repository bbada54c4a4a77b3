package dev.weft.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.downstream.DownstreamSettings.OutlierDetection;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EjectionsTest {
    private static final OutlierDetection SETTINGS =
            new OutlierDetection(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(70), 10, 85, 2, 10);

    // Near the end of the clock, so that comparing instants the wrong way is found out.
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    private final Ejections ejections = new Ejections(SETTINGS);
    private final List<Ejections.Tally> three =
            Stream.generate(Ejections.Tally::new).limit(3).toList();

    private static void calls(Ejections.Tally record, int answered, int failed) {
        IntStream.range(0, answered).forEach(i -> record.answered());
        IntStream.range(0, failed).forEach(i -> record.failed());
    }

    private List<Boolean> look(int seconds) {
        ejections.look(three, START + Duration.ofSeconds(seconds).toNanos());
        return three.stream().map(Ejections.Tally::isEjected).toList();
    }

    private void oneFails() {
        calls(three.get(0), 1, 19);
        calls(three.get(1), 10, 0);
        calls(three.get(2), 10, 0);
    }

    @Test
    void theOneThatFailsIsLeftAloneForAWhile() {
        oneFails();
        assertThat(look(1)).containsExactly(true, false, false);
        assertThat(look(30)).containsExactly(true, false, false);
        assertThat(look(31)).containsExactly(false, false, false);
    }

    @Test
    void longerEachTimeButNotForever() {
        oneFails();
        look(1);
        look(31);
        oneFails();
        assertThat(look(32)).containsExactly(true, false, false);
        assertThat(look(91)).containsExactly(true, false, false);
        assertThat(look(92)).containsExactly(false, false, false);
        oneFails();
        look(93);
        assertThat(look(162)).containsExactly(true, false, false);
        assertThat(look(163)).containsExactly(false, false, false);
        // Quiet seconds make it as it was.
        look(164);
        look(165);
        look(166);
        oneFails();
        look(167);
        assertThat(look(197)).containsExactly(false, false, false);
    }

    @Test
    void notForAFewFailuresOrAFewCalls() {
        calls(three.get(0), 3, 17);
        calls(three.get(1), 10, 0);
        assertThat(look(1)).doesNotContain(true);
        calls(three.get(0), 0, 9);
        calls(three.get(1), 10, 0);
        calls(three.get(2), 10, 0);
        assertThat(look(2)).doesNotContain(true);
    }

    @Test
    void notWhenTheOthersHadTooFewCallsToCompare() {
        calls(three.get(0), 0, 100);
        calls(three.get(1), 9, 0);
        assertThat(look(1)).doesNotContain(true);
    }

    @Test
    void notAllOfThem() {
        three.forEach(record -> calls(record, 0, 20));
        assertThat(look(1)).containsExactly(true, false, false);
    }

    @Test
    void upToTheShareThatMayBe() {
        OutlierDetection half = new OutlierDetection(
                SETTINGS.interval(), SETTINGS.baseEjectionTime(), SETTINGS.maxEjectionTime(), 50, 85, 2, 10);
        three.forEach(record -> calls(record, 0, 20));
        new Ejections(half).look(three, START);
        assertThat(three.stream().map(Ejections.Tally::isEjected)).containsExactly(true, true, false);
        OutlierDetection none = new OutlierDetection(
                SETTINGS.interval(), SETTINGS.baseEjectionTime(), SETTINGS.maxEjectionTime(), 0, 85, 2, 10);
        List<Ejections.Tally> others =
                Stream.generate(Ejections.Tally::new).limit(3).toList();
        others.forEach(record -> calls(record, 0, 20));
        new Ejections(none).look(others, START);
        assertThat(others.stream().map(Ejections.Tally::isEjected)).doesNotContain(true);
    }
}
