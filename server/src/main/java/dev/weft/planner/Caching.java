package dev.weft.planner;

import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.plan.CacheRule;
import dev.weft.schema.Spot;
import dev.weft.v1.Cache;
import dev.weft.v1.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads how long the answers of a call are remembered, and whether they may be. */
final class Caching {
    private static final Duration LONGEST = Duration.ofDays(30);

    private final Targets targets;
    private final Findings findings;

    Caching(Targets targets, Findings findings) {
        this.targets = targets;
        this.findings = findings;
    }

    /** What {@code call}, which is declared at {@code owner} and calls {@code method}, says. What is wrong with it is reported. */
    Optional<CacheRule> read(Call call, Optional<MethodDescriptor> method, Spot owner) {
        if (!call.hasCache()) {
            return Optional.empty();
        }
        Cache cache = call.getCache();
        Spot spot = owner.in("cache", Call.CACHE_FIELD_NUMBER);
        method.ifPresent(it -> checkSafety(it, spot));
        if (cache.getShared()) {
            checkShared(spot.in("shared", Cache.SHARED_FIELD_NUMBER));
        }
        Optional<Duration> ttl = ttl(cache, spot);
        Duration revalidating = stale(
                cache.getStaleWhileRevalidate(),
                spot.in("stale_while_revalidate", Cache.STALE_WHILE_REVALIDATE_FIELD_NUMBER));
        Duration error = stale(cache.getStaleIfError(), spot.in("stale_if_error", Cache.STALE_IF_ERROR_FIELD_NUMBER));
        return ttl.map(it -> new CacheRule(it, revalidating, error, cache.getShared()));
    }

    private void checkSafety(MethodDescriptor method, Spot spot) {
        if (!targets.isSafe(method)) {
            findings.error(
                    spot,
                    Methods.name(method) + " may have side effects, and is not made when its answer is remembered"
                            + " (expected: a method with idempotency_level = NO_SIDE_EFFECTS, in its .proto or in the configuration)");
        }
    }

    private void checkShared(Spot spot) {
        List<String> credentials = targets.credentials();
        if (!credentials.isEmpty()) {
            findings.error(
                    spot,
                    "one client's answer would be every client's, and forward_headers sends on "
                            + String.join(", ", credentials)
                            + " (expected: not shared, or forward_headers without what says who asks)");
        }
    }

    private Optional<Duration> ttl(Cache cache, Spot spot) {
        if (cache.getTtl().isEmpty()) {
            findings.error(spot, "there is no ttl (expected: how long an answer is remembered, such as \"30s\")");
            return Optional.empty();
        }
        return duration(cache.getTtl(), spot.in("ttl", Cache.TTL_FIELD_NUMBER));
    }

    private Duration stale(String text, Spot spot) {
        return text.isEmpty() ? Duration.ZERO : duration(text, spot).orElse(Duration.ZERO);
    }

    private Optional<Duration> duration(String text, Spot spot) {
        Optional<Duration> duration = DurationText.parse(text).filter(it -> !it.isZero() && it.compareTo(LONGEST) <= 0);
        if (duration.isEmpty()) {
            findings.error(
                    spot,
                    "\"" + text
                            + "\" is no time to remember (expected: more than zero, at most 720h, such as \"30s\" or \"5m\")");
        }
        return duration;
    }
}
