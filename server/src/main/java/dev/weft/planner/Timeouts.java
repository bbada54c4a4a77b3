package dev.weft.planner;

import dev.weft.diagnostics.Findings;
import dev.weft.schema.Spot;
import java.time.Duration;
import java.util.Optional;

/** Reads the timeouts of options. */
final class Timeouts {
    private static final Duration LONGEST = Duration.ofDays(1);

    private Timeouts() {}

    /** What {@code text}, which is written at {@code spot}, says; empty when it is empty, or wrong, which is reported. */
    static Optional<Duration> read(String text, Spot spot, Findings findings) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> timeout = DurationText.parse(text).filter(Timeouts::isSensible);
        if (timeout.isEmpty()) {
            findings.error(
                    spot,
                    "\"" + text
                            + "\" is no timeout (expected: more than zero, at most 24h, such as \"300ms\" or \"1.5s\")");
        }
        return timeout;
    }

    private static boolean isSensible(Duration timeout) {
        return !timeout.isZero() && timeout.compareTo(LONGEST) <= 0;
    }
}
