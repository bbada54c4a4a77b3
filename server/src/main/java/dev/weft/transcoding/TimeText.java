package dev.weft.transcoding;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of Timestamp and Duration, to the content of their messages. */
final class TimeText {
    private static final int SECONDS = WireScan.tag(1, WireScan.VARINT);
    private static final int NANOS = WireScan.tag(2, WireScan.VARINT);

    private static final String DATE_AND_TIME = "0000-00-00T00:00:00";
    private static final int MOST_DIGITS = 9;
    private static final int SECONDS_OF_DAY = 86_400;
    private static final Pattern DURATION = Pattern.compile("(-?)([0-9]{1,12})(?:\\.([0-9]{1,9}))?s");

    private TimeText() {}

    static void timestamp(String text, WireOutput out) throws BadValueException {
        int zone = zoneStart(text);
        long seconds = zone > 0 ? seconds(text, zone) : Long.MIN_VALUE;
        if (seconds < CivilTime.FIRST_SECOND || seconds > CivilTime.LAST_SECOND) {
            throw BadValueException.of(
                    text, "a time as RFC 3339 has it, 2026-01-31T09:30:00.250Z, of the years 1 to 9999");
        }
        int fraction = DATE_AND_TIME.length() + 1;
        write(out, seconds, zone > fraction ? nanos(text, fraction, zone) : 0);
    }

    /** Where the zone begins, or 0 when what stands before it is not date, time and possibly a fraction. */
    private static int zoneStart(String text) {
        int end = DATE_AND_TIME.length();
        if (!hasShape(text, 0, DATE_AND_TIME) || text.length() == end) {
            return 0;
        }
        if (text.charAt(end) != '.') {
            return end;
        }
        int zone = end + 1;
        while (zone < text.length() && isDigit(text.charAt(zone))) {
            zone++;
        }
        return zone > end + 1 && zone <= end + 1 + MOST_DIGITS ? zone : 0;
    }

    private static long seconds(String text, int zone) {
        try {
            long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                    .toEpochDay();
            int hour = number(text, 11, 13);
            int minute = number(text, 14, 16);
            int second = number(text, 17, 19);
            if (hour > 23 || minute > 59 || second > 59) {
                return Long.MIN_VALUE;
            }
            return day * SECONDS_OF_DAY + hour * 3600L + minute * 60L + second - offset(text, zone);
        } catch (DateTimeException e) {
            return Long.MIN_VALUE;
        }
    }

    private static int offset(String text, int zone) {
        if (text.length() == zone + 1 && text.charAt(zone) == 'Z') {
            return 0;
        }
        char sign = zone < text.length() ? text.charAt(zone) : 0;
        boolean signed = sign == '+' || sign == '-';
        if (!signed || text.length() != zone + 6 || !hasShape(text, zone + 1, "00:00")) {
            throw new DateTimeException("no zone");
        }
        return ZoneOffset.of(text.substring(zone)).getTotalSeconds();
    }

    /** Whether what stands at {@code from} is like the shape, where 0 is any digit. */
    private static boolean hasShape(String text, int from, String shape) {
        if (text.length() < from + shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            char c = text.charAt(from + i);
            if (shape.charAt(i) == '0' ? !isDigit(c) : c != shape.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
    }

    static void duration(String text, WireOutput out) throws BadValueException {
        Matcher matcher = DURATION.matcher(text);
        long seconds = matcher.matches() ? Long.parseLong(matcher.group(2)) : Long.MAX_VALUE;
        int nanos = seconds == Long.MAX_VALUE || matcher.group(3) == null
                ? 0
                : nanos(text, matcher.start(3), matcher.end(3));
        if (seconds > CivilTime.MOST_SECONDS) {
            throw BadValueException.of(text, "seconds with an s, \"1.5s\", 10000 years at most");
        }
        boolean negative = !matcher.group(1).isEmpty();
        write(out, negative ? -seconds : seconds, negative ? -nanos : nanos);
    }

    private static int nanos(String text, int start, int end) {
        int nanos = number(text, start, end);
        for (int digits = end - start; digits < MOST_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
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
