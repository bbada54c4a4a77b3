package dev.weft.downstream;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import io.grpc.Metadata;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads what a downstream that failed says of when to come back. */
final class Pushback {
    private static final Metadata.Key<String> GRPC =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

    /** Longer than any call waits. */
    private static final int MOST_DIGITS = 9;

    private Pushback() {}

    /** Of a gRPC server (gRFC A6): less than zero, or what is no number, is that there should be no other attempt. */
    static Again of(Metadata trailers) {
        String text = trailers.get(GRPC);
        if (text == null) {
            return new Again.Unsaid();
        }
        return isWhole(text) ? after(Long.parseLong(text), TimeUnit.MILLISECONDS) : new Again.Never();
    }

    /**
     * Of an HTTP server: its Retry-After (RFC 9110, section 10.2.3), in seconds or as a date. What is neither says nothing.
     *
     * @param now what time it is, for a date
     */
    static Again of(HttpHeaders headers, Instant now) {
        String text = headers.get(HttpHeaderNames.RETRY_AFTER);
        if (text == null) {
            return new Again.Unsaid();
        }
        return isWhole(text) ? after(Long.parseLong(text), TimeUnit.SECONDS) : until(date(text), now);
    }

    private static boolean isWhole(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Again after(long time, TimeUnit unit) {
        return new Again.After(unit.toNanos(time));
    }

    private static Again until(@Nullable Instant date, Instant now) {
        if (date == null) {
            return new Again.Unsaid();
        }
        long seconds = Duration.between(now, date).toSeconds();
        return after(Math.max(0, seconds), TimeUnit.SECONDS);
    }

    private static @Nullable Instant date(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
