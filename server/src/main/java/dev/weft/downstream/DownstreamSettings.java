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

    /**
     * Where a downstream is and how it is reached.
     *
     * @param target {@code dns:///orders:5101}, {@code orders:5101} or {@code unix:///run/orders.sock} for gRPC;
     *     {@code http://orders:3002}, {@code https://…} or {@code h2c://…}, possibly with a path, for HTTP
     * @param tls how TLS is spoken; when empty, gRPC is plaintext, and HTTPS trusts what the Java runtime does
     * @param keepalive when an idle connection is asked whether it lives; of gRPC
     * @param maxResponseBytes the largest answer that is read
     * @param channels how many channels, for gRPC: one for each loop when empty, and never more than that; how many event loops have
     *     connections, for HTTP: one when empty
     * @param maxConnectBackoff the longest pause between two attempts to connect; of gRPC, as over HTTP each call attempts it
     */
    public record Connection(
            String target,
            Optional<Tls> tls,
            Keepalive keepalive,
            int maxResponseBytes,
            OptionalInt channels,
            Duration maxConnectBackoff) {}

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
