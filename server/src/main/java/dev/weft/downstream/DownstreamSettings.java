package dev.weft.downstream;

import com.google.rpc.Code;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is configured of one downstream.
 *
 * @param name what pages and the log call it
 * @param services the services that run there, by full name
 * @param guards what stands between it and the pages when it is not well
 * @param headers what every call carries; wins over what the client sent under the same name
 * @param connection where it is and how it is reached
 */
public record DownstreamSettings(
        String name, List<String> services, Guards guards, Headers headers, Connection connection) {
    public DownstreamSettings {
        services = List.copyOf(services);
    }

    /** Whether what is at such a target is called over HTTP with JSON, by google.api.http rules. */
    public static boolean isHttp(String target) {
        return HttpTarget.isHttp(target);
    }

    /** Whether it is called over HTTP with JSON, by google.api.http rules. */
    public boolean isOverHttp() {
        return isHttp(connection.targets().get(0));
    }

    /**
     * Where a downstream is and how it is reached.
     *
     * @param targets at least one: {@code dns:///orders:5101}, {@code orders:5101} or, alone, {@code unix:///run/orders.sock} for gRPC;
     *     {@code http://orders:3002}, {@code https://…} or {@code h2c://…}, possibly with a path, for HTTP. Each name may stand for several
     *     addresses
     * @param tls how TLS is spoken; when empty, gRPC is plaintext, and HTTPS trusts what the Java runtime does
     * @param keepalive when an idle connection is asked whether it lives; of gRPC
     * @param maxResponseBytes the largest answer that is read
     * @param channels how many channels, for gRPC: one for each loop when empty, and never more than that; how many event loops have
     *     connections, for HTTP: all when empty
     * @param maxConnectBackoff the longest pause between two attempts to connect; over HTTP, to one of several addresses that could not be
     *     reached
     * @param replicas how its addresses are watched
     */
    public record Connection(
            List<String> targets,
            Optional<Tls> tls,
            Keepalive keepalive,
            int maxResponseBytes,
            OptionalInt channels,
            Duration maxConnectBackoff,
            Replicas replicas) {
        public Connection {
            targets = List.copyOf(targets);
        }
    }

    /**
     * How the addresses of a downstream are watched.
     *
     * @param healthCheck how each is asked whether it is well; empty for not at all
     * @param outlierDetection when one that fails is left alone; empty for never
     */
    public record Replicas(Optional<HealthCheck> healthCheck, Optional<OutlierDetection> outlierDetection) {}

    /**
     * How an address is asked whether it is well.
     *
     * @param service whose health is watched over gRPC; empty for that of the server
     * @param path what is asked over HTTP
     * @param interval how long after an answer it is asked again; of HTTP
     */
    public record HealthCheck(String service, String path, Duration interval) {}

    /**
     * When an address is left alone whose calls fail (gRFC A50, failure percentage).
     *
     * @param interval how often the addresses are looked at
     * @param baseEjectionTime how long one is left alone, times how often it has been of late
     * @param maxEjectionTime but no longer
     * @param maxEjectionPercent no further address while so many are
     * @param threshold the share of failures, in percent, above which it is an outlier
     * @param minimumHosts how many addresses must have had enough calls
     * @param requestVolume how many calls in an interval are enough
     */
    public record OutlierDetection(
            Duration interval,
            Duration baseEjectionTime,
            Duration maxEjectionTime,
            int maxEjectionPercent,
            int threshold,
            int minimumHosts,
            int requestVolume) {}

    /**
     * TLS towards a downstream.
     *
     * @param ca PEM file of the authorities to trust; those of the Java runtime when empty
     * @param identity what to show of oneself
     * @param serverName the name to expect in the certificate; the target's host when empty
     */
    public record Tls(Optional<Path> ca, Optional<Identity> identity, Optional<String> serverName) {}

    /**
     * Who Weft is, for mutual TLS.
     *
     * @param certificate PEM file of the certificate chain
     * @param key PEM file of its private key, PKCS #8
     */
    public record Identity(Path certificate, Path key) {}

    /**
     * When a connection is asked whether it lives (gRFC A8), while calls are under way.
     *
     * @param time after how long without a sign of life
     * @param timeout how long to wait for the sign
     */
    public record Keepalive(Duration time, Duration timeout) {}

    /**
     * What stands between a downstream and the pages when it is not well.
     *
     * @param timeout how long one attempt of a call may take
     * @param retry how a call that failed is made again; empty for never
     * @param maxConcurrentCalls how many calls may be under way at once
     * @param breaker when the downstream is left alone; empty for never
     */
    public record Guards(Duration timeout, Optional<Retry> retry, int maxConcurrentCalls, Optional<Breaker> breaker) {}

    /**
     * How a call of a method that may be repeated is made again.
     *
     * @param maxAttempts how many attempts it has, the first included
     * @param codes the failures after which it is made again
     * @param initialBackoff the longest pause before the second attempt
     * @param maxBackoff the longest pause before any
     * @param backoffMultiplier how much longer it may be before each further one
     * @param maxTokens the size of the downstream's budget (gRFC A6, retryThrottling)
     * @param tokenRatio what an answer brings back into it
     */
    public record Retry(
            int maxAttempts,
            Set<Code> codes,
            Duration initialBackoff,
            Duration maxBackoff,
            double backoffMultiplier,
            int maxTokens,
            double tokenRatio) {
        public Retry {
            codes = Set.copyOf(codes);
        }
    }

    /**
     * When a downstream that fails is left alone, in resilience4j's terms.
     *
     * @param fairTime a call that ran out of less than this says nothing of the downstream
     */
    public record Breaker(
            float failureRateThreshold,
            float slowCallRateThreshold,
            Duration slowCallDurationThreshold,
            Window slidingWindowType,
            int slidingWindowSize,
            int minimumNumberOfCalls,
            Duration waitDurationInOpenState,
            int permittedNumberOfCallsInHalfOpenState,
            Duration fairTime) {}

    /** Over what a breaker's shares are taken. */
    public enum Window {
        /** The last calls. */
        COUNT_BASED,
        /** The calls of the last seconds. */
        TIME_BASED
    }
}
