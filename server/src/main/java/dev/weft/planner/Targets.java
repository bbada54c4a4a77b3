package dev.weft.planner;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.diagnostics.Suggestion;
import dev.weft.plan.Idempotency;
import dev.weft.plan.Target;
import dev.weft.schema.Options;
import dev.weft.schema.Spot;
import java.util.List;
import java.util.Optional;

/** Checks downstream methods against where they run, and against what the page may do. */
final class Targets {
    private final Placement placement;
    private final HttpRules rules;
    private final Findings findings;

    Targets(Placement placement, HttpRules rules, Findings findings) {
        this.placement = placement;
        this.rules = rules;
        this.findings = findings;
    }

    /** What a call to {@code method} calls, in the downstream of that name when it is not empty. */
    Target target(MethodDescriptor method, String downstream) {
        return new Target(
                Methods.name(method),
                method,
                downstream.isEmpty() ? Optional.empty() : Optional.of(downstream),
                idempotency(method));
    }

    /** Whether a method changes nothing, as its .proto or the configuration says. */
    boolean isSafe(MethodDescriptor method) {
        return idempotency(method) == Idempotency.NO_SIDE_EFFECTS;
    }

    /** The client's headers that go on and say who it is. */
    List<String> credentials() {
        return placement.forwardedHeaders().stream().filter(Credentials::isOne).toList();
    }

    private Idempotency idempotency(MethodDescriptor method) {
        return placement.idempotency().getOrDefault(Methods.name(method), Options.idempotency(method));
    }

    /** Reports when the method's service runs nowhere, or not in the downstream that is named, or cannot be called there. */
    void checkPlace(MethodDescriptor method, String downstream, Spot methodSpot, Spot downstreamSpot) {
        checkPlace(method, downstream, methodSpot, downstreamSpot, "downstream: one of ");
    }

    /** The same for one that is passed on, which names no downstream. */
    void checkOnlyPlace(MethodDescriptor method, Spot spot) {
        checkPlace(method, "", spot, spot, "one downstream, as a forward names none; here: ");
    }

    private void checkPlace(
            MethodDescriptor method, String downstream, Spot methodSpot, Spot downstreamSpot, String choice) {
        if (placement.places().isEmpty()) {
            return;
        }
        String service = method.getService().getFullName();
        List<String> places = placement.places().get().getOrDefault(service, List.of());
        if (places.isEmpty()) {
            findings.error(
                    methodSpot, service + " has no downstream (expected: a downstream with it in the configuration)");
        } else if (downstream.isEmpty() && places.size() > 1) {
            findings.error(
                    methodSpot,
                    service + " runs in several downstreams (expected: " + choice + String.join(", ", places) + ")");
        } else if (!downstream.isEmpty() && !places.contains(downstream)) {
            findings.error(
                    downstreamSpot,
                    service + " has no downstream \"" + downstream + "\" " + Suggestion.expected(downstream, places));
        } else {
            String place = downstream.isEmpty() ? places.get(0) : downstream;
            if (placement.overHttp().contains(place) && !Streaming.isUnary(method)) {
                findings.error(
                        methodSpot,
                        Methods.name(method) + " is " + Streaming.words(method) + ", and downstream \"" + place
                                + "\" is called over HTTP (expected: a target of gRPC's, such as dns:///host:port)");
            } else if (placement.overHttp().contains(place)) {
                rules.check(method, place, methodSpot);
            }
        }
    }

    /** Reports when {@code page} promises to change nothing, and {@code method} does not. */
    void checkSafety(MethodDescriptor page, MethodDescriptor method, Spot spot) {
        String promise = promise(page);
        if (!promise.isEmpty() && idempotency(method) != Idempotency.NO_SIDE_EFFECTS) {
            findings.error(
                    spot,
                    Methods.name(method) + " may have side effects, and " + page.getName() + " " + promise
                            + " (expected: a method with idempotency_level = NO_SIDE_EFFECTS, in its .proto or in the configuration)");
        }
    }

    private static String promise(MethodDescriptor page) {
        if (Options.idempotency(page) == Idempotency.NO_SIDE_EFFECTS) {
            return "is declared NO_SIDE_EFFECTS";
        }
        return Options.http(page).filter(Targets::gets).isPresent() ? "answers HTTP GET" : "";
    }

    private static boolean gets(HttpRule rule) {
        return rule.hasGet() || rule.getAdditionalBindingsList().stream().anyMatch(Targets::gets);
    }
}
