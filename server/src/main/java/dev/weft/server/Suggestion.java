package dev.weft.server;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Words for a name that is not there: what was expected, and which of it was meant. */
final class Suggestion {
    private Suggestion() {}

    /** {@code (expected: port, host; did you mean "port"?)}. */
    static String expected(String name, Collection<String> known) {
        String meant =
                closest(name, known).map(it -> "; did you mean \"" + it + "\"?").orElse("");
        return "(expected: " + String.join(", ", known) + meant + ")";
    }

    /** The known name that is closest to {@code name}, when it is close: a third of it may be wrong. */
    static Optional<String> closest(String name, Collection<String> known) {
        int limit = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(it -> distance(name, it) <= limit)
                .min(Comparator.comparingInt(it -> distance(name, it)));
    }

    /** Levenshtein's distance, upper and lower case alike. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
