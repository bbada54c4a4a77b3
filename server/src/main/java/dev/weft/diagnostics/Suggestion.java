package dev.weft.diagnostics;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Words for a name that is not there: what was expected, and which of it was meant. */
public final class Suggestion {
    private static final int SHOWN = 12;

    private Suggestion() {}

    /** {@code (expected: orders, next_page_token; did you mean "orders"?)}. */
    public static String expected(String name, Collection<String> known) {
        if (known.isEmpty()) {
            return "(it has none)";
        }
        List<String> names = List.copyOf(known);
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        String meant =
                closest(name, known).map(it -> "; did you mean \"" + it + "\"?").orElse("");
        return "(expected: " + shown + more + meant + ")";
    }

    /** The known name that is closest, when it is close. */
    public static Optional<String> closest(String name, Collection<String> known) {
        String best = null;
        int least = Math.max(1, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = isPart(name, candidate) ? 1 : distance(name, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isPart(String name, String candidate) {
        return name.length() >= 4 && (candidate.startsWith(name) || candidate.endsWith("_" + name));
    }

    /** How many letters to change, add, drop or swap with the next (optimal string alignment); upper and lower case alike. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] least = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                least[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, least);
            }
        }
        return least[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] least) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int replaced = least[i - 1][j - 1] + (same ? 0 : 1);
        int moved = Math.min(least[i - 1][j], least[i][j - 1]) + 1;
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return Math.min(Math.min(replaced, moved), swapped ? least[i - 2][j - 2] + 1 : Integer.MAX_VALUE);
    }
}
