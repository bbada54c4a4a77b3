package dev.weft.planner;

import dev.weft.plan.Idempotency;
import dev.weft.plan.MethodName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the configuration says of the downstreams, as far as plans depend on it.
 *
 * @param places the names of the downstreams that each service runs in, by the service's full name; empty when there is no
 *     configuration: then no call is checked against it
 * @param overHttp the names of the downstreams whose methods are called over HTTP, by their google.api.http rules
 * @param idempotency whether methods may be repeated, over what their .proto says
 * @param forwardedHeaders the names of the client's headers that go on to the downstreams
 */
public record Placement(
        Optional<Map<String, List<String>>> places,
        Set<String> overHttp,
        Map<MethodName, Idempotency> idempotency,
        List<String> forwardedHeaders) {
    /** Where none of the client's headers goes on. */
    public Placement(
            Optional<Map<String, List<String>>> places,
            Set<String> overHttp,
            Map<MethodName, Idempotency> idempotency) {
        this(places, overHttp, idempotency, List.of());
    }

    public Placement {
        places = places.map(Map::copyOf);
        overHttp = Set.copyOf(overHttp);
        idempotency = Map.copyOf(idempotency);
        forwardedHeaders = List.copyOf(forwardedHeaders);
    }

    /** Nothing is known of them. */
    public static Placement unknown() {
        return new Placement(Optional.empty(), Set.of(), Map.of());
    }

    /** Whether a service runs in a downstream. Its pages are then another Weft's, and are called here rather than answered. */
    boolean isElsewhere(String service) {
        return places.map(known -> known.containsKey(service)).orElse(false);
    }
}
