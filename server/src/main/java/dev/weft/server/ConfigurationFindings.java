package dev.weft.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a configuration's text: where each value stands, and what is wrong.
 *
 * <p>A path is the way to a value: {@code downstreams[0].headers["x-api-key"]}; that of the whole file is empty. Not thread-safe.
 */
final class ConfigurationFindings {
    private final String file;
    private final Map<String, Entry> entries = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final List<ConfigurationError> errors = new ArrayList<>();

    ConfigurationFindings(String file) {
        this.file = file;
    }

    /** Remembers where a value stands, and how it may be shown: empty when it may not, or is more than a word. */
    void found(String path, ConfigurationPlace place, Optional<String> shown) {
        entries.putIfAbsent(path, new Entry(place, shown));
    }

    /** An error in what is written; what is found of the value at {@code path} later is a consequence and left out. */
    void error(String path, ConfigurationPlace place, String text) {
        broken(path);
        errors.add(new ConfigurationError(file, place, text));
    }

    /** What is found of the value at {@code path} later is a consequence and left out. */
    void broken(String path) {
        broken.add(path);
    }

    /**
     * A rule that the value at {@code path}, or its absence, breaks: the place is that of the nearest thing written.
     *
     * @param text what is wrong, to be read after the path and the value: {@code must be greater than 0}
     */
    void breach(String path, String text) {
        if (broken.stream().anyMatch(other -> isWithin(path, other) || isWithin(other, path))) {
            return;
        }
        String value = Optional.ofNullable(entries.get(path))
                .flatMap(Entry::shown)
                .map(shown -> "\"" + shown + "\" ")
                .orElse("");
        errors.add(new ConfigurationError(file, nearest(path), (path.isEmpty() ? "" : path + ": ") + value + text));
    }

    /** Whether something is written at {@code path}. */
    boolean isWritten(String path) {
        return entries.containsKey(path);
    }

    /** Where the value at {@code path} stands, or what it is missing from. */
    ConfigurationPlace nearest(String path) {
        for (String at = path; !at.isEmpty(); at = parent(at)) {
            Entry entry = entries.get(at);
            if (entry != null) {
                return entry.place();
            }
        }
        return ConfigurationPlace.START;
    }

    /** All errors, in the order of the file. */
    List<ConfigurationError> errors() {
        return errors.stream().sorted().distinct().toList();
    }

    private static String parent(String path) {
        int end = path.endsWith("]") ? path.lastIndexOf('[') : path.lastIndexOf('.');
        return end < 0 ? "" : path.substring(0, end);
    }

    private static boolean isWithin(String inner, String outer) {
        return inner.equals(outer) || outer.isEmpty() || inner.startsWith(outer + ".") || inner.startsWith(outer + "[");
    }

    private record Entry(ConfigurationPlace place, Optional<String> shown) {}
}
