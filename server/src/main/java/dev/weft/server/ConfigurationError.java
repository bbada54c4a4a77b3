package dev.weft.server;

import java.util.Comparator;

/**
 * Something that is wrong with a configuration.
 *
 * @param file the file, as it was named on the command line
 * @param place where in it
 * @param text what, and what was expected; holds nothing that came from the environment and no header's value
 */
record ConfigurationError(String file, ConfigurationPlace place, String text)
        implements Comparable<ConfigurationError> {
    private static final Comparator<ConfigurationError> ORDER =
            Comparator.comparing(ConfigurationError::place).thenComparing(ConfigurationError::text);

    @Override
    public int compareTo(ConfigurationError other) {
        return ORDER.compare(this, other);
    }

    /** As compilers write it: {@code weft.yaml:7:5: error: unknown key "targt"}. */
    @Override
    public String toString() {
        return file + ":" + place + ": error: " + text;
    }
}
