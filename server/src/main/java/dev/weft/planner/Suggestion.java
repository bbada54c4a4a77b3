package dev.weft.planner;

import java.util.Collection;
import java.util.List;
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

    /** Levenshtein's distance, upper and lower case alike. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                boolean same = Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
                int replaced = previous[j - 1] + (same ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[right.length()];
    }
}
