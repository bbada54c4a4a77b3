package dev.weft.transcoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compiled path template of google.api.http.
 *
 * @param text as it is written in the rule
 * @param segments all of them, those inside of variables too
 * @param variables in their order, and no two over the same segment
 * @param verb what stands after the colon at the end, decoded; null when there is none
 */
record PathTemplate(
        String text,
        List<Segment> segments,
        List<Variable> variables,
        @Nullable String verb) {
    /** From the most specific on. */
    enum Kind {
        LITERAL,
        ONE,
        REST
    }

    /** One segment; the literal is decoded, and empty for a wildcard. */
    record Segment(Kind kind, String literal) {
        boolean matches(String raw) {
            return kind == Kind.ONE ? !raw.isEmpty() : literal.equals(Percent.decode(raw));
        }
    }

    /**
     * A field that stands in the path.
     *
     * @param path the names of the fields on the way, as in the .proto
     * @param from its first segment
     * @param to the one after its last
     */
    record Variable(List<String> path, int from, int to, boolean rest) {
        /** Whether it stands for several segments: then slashes in it are separators. */
        boolean isMulti() {
            return to - from > 1 || rest;
        }

        String name() {
            return String.join(".", path);
        }
    }

    /** Whether the last segment stands for all that is left. */
    boolean endsWithRest() {
        return !segments.isEmpty() && segments.get(segments.size() - 1).kind() == Kind.REST;
    }

    /** The segments of a raw path, none for the path {@code /}. Null when it is no absolute path. */
    static @Nullable List<String> split(String rawPath) {
        if (!rawPath.startsWith("/")) {
            return null;
        }
        return rawPath.length() == 1
                ? List.of()
                : Arrays.asList(rawPath.substring(1).split("/", -1));
    }

    /** Matches the segments of a path, and finds what stands in the place of the variables. */
    Optional<PathMatch> match(List<String> path) {
        List<String> segments = verb == null ? path : withoutVerb(path, verb);
        return segments != null && fits(segments, 0, this.segments.size())
                ? Optional.of(values(segments))
                : Optional.empty();
    }

    private static @Nullable List<String> withoutVerb(List<String> path, String verb) {
        String last = path.isEmpty() ? "" : path.get(path.size() - 1);
        int colon = last.lastIndexOf(':');
        if (colon < 0 || !verb.equals(Percent.decode(last.substring(colon + 1)))) {
            return null;
        }
        List<String> rest = new ArrayList<>(path);
        rest.set(path.size() - 1, last.substring(0, colon));
        return rest;
    }

    /** Whether the segments are what the template's segments {@code [from, to)} stand for. */
    boolean fits(List<String> raw, int from, int to) {
        boolean rest = to > from && segments.get(to - 1).kind() == Kind.REST;
        int fixed = to - from - (rest ? 1 : 0);
        if (rest ? raw.size() < fixed : raw.size() != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            if (!segments.get(from + i).matches(raw.get(i))) {
                return false;
            }
        }
        return true;
    }

    private PathMatch values(List<String> path) {
        return new PathMatch(variables.stream()
                .map(variable ->
                        String.join("/", path.subList(variable.from(), variable.rest() ? path.size() : variable.to())))
                .toList());
    }

    /** Templates of the same shape match the same paths. */
    String shape() {
        StringBuilder shape = new StringBuilder();
        for (Segment segment : segments) {
            shape.append('/').append(segment.kind()).append(Percent.encode(segment.literal()));
        }
        return shape.append(verb == null ? "" : ':' + verb).toString();
    }

    /** The more specific first: with a verb before without, then segment by segment literal, {@code *}, {@code **}. */
    static Comparator<PathTemplate> bySpecificity() {
        Comparator<PathTemplate> byVerb = Comparator.comparing(template -> template.verb == null);
        return byVerb.thenComparing(PathTemplate::compareSegments);
    }

    private static int compareSegments(PathTemplate one, PathTemplate other) {
        int common = Math.min(one.segments.size(), other.segments.size());
        for (int i = 0; i < common; i++) {
            int order =
                    one.segments.get(i).kind().compareTo(other.segments.get(i).kind());
            if (order != 0) {
                return order;
            }
        }
        // Both match one path only when the longer one goes on with **, for which there is nothing.
        return Integer.compare(one.segments.size(), other.segments.size());
    }
}
