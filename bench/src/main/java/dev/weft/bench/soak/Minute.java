package dev.weft.bench.soak;

import java.util.Locale;

/** One minute, and what Weft holds on to after it. */
record Minute(int number, Tally tally, long heapBytes, long residentBytes, int threads) {
    static final String TITLES = """
            | minute | pages | complete | partial | failed | wrong | late | spoilt | slowest | heap | RSS | threads |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    private static final double MIB = 1 << 20;

    String row() {
        return String.format(
                Locale.ROOT,
                "| %d | %d | %d | %d | %d | %d | %d | %d | %d ms | %.1f MB | %.0f MB | %d |",
                number,
                tally.pages(),
                tally.complete(),
                tally.partial(),
                tally.failed(),
                tally.wrong(),
                tally.late(),
                tally.spoilt(),
                tally.slowestMillis(),
                heapBytes / MIB,
                residentBytes / MIB,
                threads);
    }
}
