package dev.weft.planner;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 300ms}, {@code 1.5s}, {@code 2m}, {@code 1h}. */
public final class DurationText {
    private static final Pattern FORMAT = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "m",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1));

    private DurationText() {}

    /** The duration; empty when the text is none, or a longer one than 292 years. */
    public static Optional<Duration> parse(String text) {
        Matcher parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Duration unit = UNITS.getOrDefault(parts.group(2), Duration.ZERO);
        BigDecimal nanos = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit.toNanos()));
        return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.longValue()));
    }
}
