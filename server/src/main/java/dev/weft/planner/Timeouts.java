package dev.weft.planner;

import dev.weft.schema.Spot;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the durations of options: {@code 300ms}, {@code 1.5s}. */
final class Timeouts {
    private static final Pattern FORMAT = Pattern.compile("(-?[0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h)");
    private static final Map<String, BigDecimal> NANOS = Map.of(
            "ms", BigDecimal.valueOf(1_000_000),
            "s", BigDecimal.valueOf(1_000_000_000L),
            "m", BigDecimal.valueOf(60_000_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000_000L));
    private static final BigDecimal LONGEST =
            BigDecimal.valueOf(Duration.ofDays(1).toNanos());

    private Timeouts() {}

    /** What {@code text}, which is written at {@code spot}, says; empty when it is empty, or wrong, which is reported. */
    static Optional<Duration> read(String text, Spot spot, Findings findings) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = FORMAT.matcher(text);
        BigDecimal nanos = matcher.matches()
                ? new BigDecimal(matcher.group(1)).multiply(requireUnit(matcher.group(2)))
                : BigDecimal.ZERO;
        if (nanos.compareTo(BigDecimal.ONE) < 0 || nanos.compareTo(LONGEST) > 0) {
            findings.error(
                    spot,
                    "\"" + text
                            + "\" is no timeout (expected: more than zero, at most 24h, such as \"300ms\" or \"1.5s\")");
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(nanos.longValue()));
    }

    private static BigDecimal requireUnit(String unit) {
        return NANOS.getOrDefault(unit, BigDecimal.ZERO);
    }
}
