package dev.weft.transcoding;

import java.util.Set;

/** What is at a method and a path. */
public sealed interface Route {
    /** A binding. */
    record Found(HttpBinding binding, PathMatch match) implements Route {}

    /**
     * Nothing of that method (405).
     *
     * @param allowed the methods that there are, sorted: the Allow header
     */
    record MethodNotAllowed(Set<String> allowed) implements Route {}

    /** Nothing at that path (404). */
    record NotFound() implements Route {}
}
