package dev.weft.demo;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A small index: finds what has the words of a query, or words that begin with them.
 *
 * @param title where a word counts most
 * @param text where it counts less
 */
record TextSearch<T>(List<T> all, Function<T, String> title, Function<T, String> text) {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final double IN_TITLE = 1;
    private static final double IN_TEXT = 0.45;

    /** What fits, and how well: 0 to 1, in hundredths. */
    record Found<T>(T what, double score) {}

    /** What fits, best first. */
    List<Found<T>> find(String query) {
        List<String> wanted = words(query);
        return all.stream()
                .map(each -> new Found<>(each, score(wanted, each)))
                .filter(found -> found.score() > 0)
                .sorted(Comparator.comparingDouble((Found<T> found) -> found.score())
                        .reversed())
                .toList();
    }

    /** Each word counts by where it is found, and by how much of the word there it is. */
    private double score(List<String> wanted, T each) {
        List<String> titleWords = words(title.apply(each));
        List<String> textWords = words(text.apply(each));
        double sum = wanted.stream()
                .mapToDouble(word -> Math.max(IN_TITLE * part(word, titleWords), IN_TEXT * part(word, textWords)))
                .sum();
        return wanted.isEmpty() ? 0 : Math.round(100 * sum / wanted.size()) / 100.0;
    }

    private static double part(String word, List<String> words) {
        return words.stream()
                .filter(each -> each.startsWith(word))
                .mapToDouble(each -> (double) word.length() / each.length())
                .max()
                .orElse(0);
    }

    private static List<String> words(String text) {
        return Arrays.stream(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
