package dev.weft.edge;

import com.linecorp.armeria.common.HttpHeaders;
import dev.weft.planner.DurationText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long an HTTP client waits, as it says in {@code grpc-timeout} or, for people, in {@code timeout}. */
final class ClientTimeout {
    /** At most eight digits (the gRPC protocol over HTTP/2, "Timeout"). */
    private static final Pattern GRPC = Pattern.compile("([0-9]{1,8})([HMSmun])");

    private static final Map<String, TimeUnit> UNITS = Map.of(
            "H", TimeUnit.HOURS,
            "M", TimeUnit.MINUTES,
            "S", TimeUnit.SECONDS,
            "m", TimeUnit.MILLISECONDS,
            "u", TimeUnit.MICROSECONDS,
            "n", TimeUnit.NANOSECONDS);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    /** Longer ones are as good as this: eight digits of hours are more nanoseconds than a long holds. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private ClientTimeout() {}

    /**
     * The shorter of the two; empty when the client said neither.
     *
     * @throws Refusal when one is not as it should be
     */
    static Optional<Duration> of(HttpHeaders headers) throws Refusal {
        return Stream.of(grpc(headers.get("grpc-timeout")), plain(headers.get("timeout")))
                .flatMap(Optional::stream)
                .min(Duration::compareTo)
                .map(timeout -> timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST);
    }

    private static Optional<Duration> grpc(@Nullable String text) throws Refusal {
        if (text == null) {
            return Optional.empty();
        }
        Matcher timeout = GRPC.matcher(text);
        TimeUnit unit = timeout.matches() ? UNITS.get(timeout.group(2)) : null;
        if (unit == null) {
            throw Refusal.header("grpc-timeout", text, "up to eight digits and a unit, such as 300m or 2S");
        }
        return Optional.of(Duration.of(Long.parseLong(timeout.group(1)), unit.toChronoUnit()));
    }

    private static Optional<Duration> plain(@Nullable String text) throws Refusal {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Duration> timeout = DurationText.parse(SECONDS.matcher(text).matches() ? text + "s" : text);
        if (timeout.isEmpty()) {
            throw Refusal.header("timeout", text, "a time, such as 300ms or 1.5s, or seconds");
        }
        return timeout;
    }
}
