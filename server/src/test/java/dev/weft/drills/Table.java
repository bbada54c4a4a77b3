package dev.weft.drills;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, in Markdown. */
final class Table {
    private final List<String> rows = new ArrayList<>();

    /** Adds a line to the table. */
    void add(String what, Tally tally, Duration back, String left) {
        rows.add(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %d ms | %.1f s | %s |",
                what,
                tally.count(),
                tally.complete(),
                tally.partial(),
                tally.failed(),
                tally.late(),
                tally.latestMillis(),
                back.toMillis() / 1000.0,
                left));
    }

    @Override
    public String toString() {
        return """
                | what broke | asked | complete | partial | failed | late | slowest | whole again after | heap after |
                |---|---|---|---|---|---|---|---|---|
                """ + String.join("\n", rows) + "\n";
    }
}
