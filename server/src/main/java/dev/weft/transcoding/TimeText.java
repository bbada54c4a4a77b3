package dev.weft.transcoding;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The texts of Timestamp and Duration, to the content of their messages. */
final class TimeText {
    private static final int SECONDS = WireScan.tag(1, WireScan.VARINT);
    private static final int NANOS = WireScan.tag(2, WireScan.VARINT);

    private static final Pattern TIMESTAMP =
            Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})"
                    + "(?:\\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern DURATION = Pattern.compile("(-?)([0-9]{1,12})(?:\\.([0-9]{1,9}))?s");

    private TimeText() {}

    static void timestamp(String text, WireOutput out) throws BadValueException {
        Matcher matcher = TIMESTAMP.matcher(text);
        long seconds = matcher.matches() ? seconds(matcher) : Long.MIN_VALUE;
        if (seconds < CivilTime.FIRST_SECOND || seconds > CivilTime.LAST_SECOND) {
            throw BadValueException.of(
                    text, "a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999");
        }
        write(out, seconds, nanos(matcher.group(7)));
    }

    private static long seconds(Matcher matcher) {
        try {
            return OffsetDateTime.of(
                            number(matcher, 1),
                            number(matcher, 2),
                            number(matcher, 3),
                            number(matcher, 4),
                            number(matcher, 5),
                            number(matcher, 6),
                            0,
                            ZoneOffset.of(matcher.group(8)))
                    .toEpochSecond();
        } catch (DateTimeException e) {
            return Long.MIN_VALUE;
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    static void duration(String text, WireOutput out) throws BadValueException {
        Matcher matcher = DURATION.matcher(text);
        long seconds = matcher.matches() ? Long.parseLong(matcher.group(2)) : Long.MAX_VALUE;
        int nanos = seconds == Long.MAX_VALUE ? 0 : nanos(matcher.group(3));
        if (seconds > CivilTime.MOST_SECONDS) {
            throw BadValueException.of(text, "seconds with an s, \"1.5s\", 10000 years at most");
        }
        boolean negative = !matcher.group(1).isEmpty();
        write(out, negative ? -seconds : seconds, negative ? -nanos : nanos);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    }

    private static void write(WireOutput out, long seconds, int nanos) {
        if (seconds != 0) {
            out.tag(SECONDS);
            out.varint(seconds);
        }
        if (nanos != 0) {
            out.tag(NANOS);
            out.varint(nanos);
        }
    }
}
