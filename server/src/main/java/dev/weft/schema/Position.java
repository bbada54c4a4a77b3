package dev.weft.schema;

import java.util.Comparator;

/**
 * A place in a .proto file.
 *
 * @param file the file's name, as descriptors have it: {@code shop/v1/shop.proto}
 * @param line from 1
 * @param column from 1
 */
public record Position(String file, int line, int column) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.comparing(Position::file)
            .thenComparingInt(Position::line)
            .thenComparingInt(Position::column);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    /** As compilers write it: {@code shop/v1/shop.proto:14:22}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
