package dev.weft.transcoding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the binding of a request. Of several that fit, the most specific is taken: one with a verb before one without; then, segment by
 * segment from the left, a literal before {@code *} before {@code **}; then one of this HTTP method before one of any. Two of
 * the same method and shape are an error, whatever their variables are called. Immutable, safe for use by many threads.
 */
public final class Routes {
    /** By the number of a path's segments: all that can match it, the most specific first. The last is for all longer paths. */
    private final List<List<HttpBinding>> bySize = new ArrayList<>();

    private Routes(List<HttpBinding> ordered) {
        int longest = ordered.stream()
                .mapToInt(binding -> binding.path().segments().size())
                .max()
                .orElse(0);
        for (int size = 0; size <= longest + 1; size++) {
            int segments = size;
            bySize.add(ordered.stream()
                    .filter(binding -> canMatch(binding.path(), segments))
                    .toList());
        }
    }

    private static boolean canMatch(PathTemplate template, int size) {
        int segments = template.segments().size();
        return template.endsWithRest() ? size >= segments - 1 : size == segments;
    }

    /**
     * The routes to these bindings.
     *
     * @throws BindingException when two bindings match the same requests
     */
    public static Routes of(List<HttpBinding> bindings) throws BindingException {
        Map<String, HttpBinding> seen = new HashMap<>();
        for (HttpBinding binding : bindings) {
            HttpBinding other =
                    seen.putIfAbsent(binding.httpMethod() + binding.path().shape(), binding);
            if (other != null) {
                throw new BindingException(binding.method().getFullName() + ": " + binding.httpMethod() + " "
                        + binding.template() + " matches the same requests as " + other.template() + " of "
                        + other.method().getFullName());
            }
        }
        Comparator<HttpBinding> order = Comparator.comparing(HttpBinding::path, PathTemplate.bySpecificity());
        return new Routes(bindings.stream()
                .sorted(order.thenComparing(HttpBinding::isOfAnyMethod))
                .toList());
    }

    /**
     * The binding for a request.
     *
     * @param rawPath percent-encoded as it came, without the query
     */
    public Route find(String httpMethod, String rawPath) {
        List<String> path = PathTemplate.split(rawPath);
        if (path == null) {
            return new Route.NotFound();
        }
        SortedSet<String> allowed = new TreeSet<>();
        for (HttpBinding binding : bySize.get(Math.min(path.size(), bySize.size() - 1))) {
            Optional<PathMatch> match = binding.path().match(path);
            if (match.isPresent()
                    && (binding.isOfAnyMethod() || binding.httpMethod().equals(httpMethod))) {
                return new Route.Found(binding, match.get());
            }
            match.ifPresent(present -> allowed.add(binding.httpMethod()));
        }
        return allowed.isEmpty() ? new Route.NotFound() : new Route.MethodNotAllowed(allowed);
    }
}
