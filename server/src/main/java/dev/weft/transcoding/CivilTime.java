package dev.weft.transcoding;

/** The days, seconds and fractions that Timestamp and Duration are written in (RFC 3339, the proleptic Gregorian calendar, UTC). */
final class CivilTime {
    static final long FIRST_SECOND = -62_135_596_800L;
    static final long LAST_SECOND = 253_402_300_799L;
    static final long MOST_SECONDS = 315_576_000_000L;
    static final int NANOS = 1_000_000_000;

    private static final int SECONDS_OF_DAY = 86_400;
    private static final int DAYS_OF_ERA = 146_097;

    private CivilTime() {}

    /** {@code 2026-01-31T09:30:00.250Z} without the quotes. */
    static void write(JsonOutput out, long seconds, int nanos) {
        date(out, Math.floorDiv(seconds, SECONDS_OF_DAY));
        int second = Math.floorMod(seconds, SECONDS_OF_DAY);
        out.raw('T');
        out.digits(second / 3600, 2);
        out.raw(':');
        out.digits(second / 60 % 60, 2);
        out.raw(':');
        out.digits(second % 60, 2);
        fraction(out, nanos);
        out.raw('Z');
    }

    /** Counted from the first of March of the year 0, so that the leap day is a year's last; eras are 400 years. */
    private static void date(JsonOutput out, long daysSince1970) {
        long days = daysSince1970 + 719_468;
        long era = Math.floorDiv(days, DAYS_OF_ERA);
        int day = (int) Math.floorMod(days, (long) DAYS_OF_ERA);
        int year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        int dayOfYear = day - (365 * year + year / 4 - year / 100);
        int month = (5 * dayOfYear + 2) / 153;
        out.digits(era * 400 + year + (month < 10 ? 0 : 1), 4);
        out.raw('-');
        out.digits(month < 10 ? month + 3 : month - 9, 2);
        out.raw('-');
        out.digits(dayOfYear - (153 * month + 2) / 5 + 1, 2);
    }

    /** None, or a point and 3, 6 or 9 digits. */
    static void fraction(JsonOutput out, int nanos) {
        if (nanos == 0) {
            return;
        }
        out.raw('.');
        if (nanos % 1_000_000 == 0) {
            out.digits(nanos / 1_000_000, 3);
        } else if (nanos % 1000 == 0) {
            out.digits(nanos / 1000, 6);
        } else {
            out.digits(nanos, 9);
        }
    }
}
