package dev.weft.server;

import java.util.Comparator;
import org.yaml.snakeyaml.error.Mark;

/**
 * A place in a YAML file.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
record ConfigurationPlace(int line, int column) implements Comparable<ConfigurationPlace> {
    /** Where a file begins. */
    static final ConfigurationPlace START = new ConfigurationPlace(1, 1);

    private static final Comparator<ConfigurationPlace> ORDER =
            Comparator.comparingInt(ConfigurationPlace::line).thenComparingInt(ConfigurationPlace::column);

    static ConfigurationPlace of(Mark mark) {
        return new ConfigurationPlace(mark.getLine() + 1, mark.getColumn() + 1);
    }

    @Override
    public int compareTo(ConfigurationPlace other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
