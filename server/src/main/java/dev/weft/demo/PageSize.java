package dev.weft.demo;

import java.util.List;

/** How much of a list is answered (AIP-158). */
final class PageSize {
    private static final int LARGEST = 100;

    private PageSize() {}

    /** The first of {@code all}: as many as are wanted, or as usual when none are. */
    static <T> List<T> first(List<T> all, int wanted, int usual) {
        int size = wanted <= 0 ? usual : Math.min(wanted, LARGEST);
        return all.subList(0, Math.min(size, all.size()));
    }
}
