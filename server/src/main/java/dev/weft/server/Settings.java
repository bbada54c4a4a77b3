package dev.weft.server;

import com.google.protobuf.util.Durations;
import dev.weft.config.v1.CircuitBreaker;
import dev.weft.config.v1.Config;
import dev.weft.config.v1.Downstream;
import dev.weft.config.v1.Grpc;
import dev.weft.config.v1.Http;
import dev.weft.config.v1.HttpTls;
import dev.weft.config.v1.Redis;
import dev.weft.config.v1.SlidingWindowType;
import dev.weft.downstream.CacheSettings;
import dev.weft.downstream.DownstreamSettings;
import dev.weft.downstream.DownstreamSettings.Breaker;
import dev.weft.downstream.DownstreamSettings.Connection;
import dev.weft.downstream.DownstreamSettings.Guards;
import dev.weft.downstream.DownstreamSettings.HealthCheck;
import dev.weft.downstream.DownstreamSettings.Identity;
import dev.weft.downstream.DownstreamSettings.Keepalive;
import dev.weft.downstream.DownstreamSettings.OutlierDetection;
import dev.weft.downstream.DownstreamSettings.Replicas;
import dev.weft.downstream.DownstreamSettings.Retry;
import dev.weft.downstream.DownstreamSettings.Tls;
import dev.weft.downstream.DownstreamSettings.Window;
import dev.weft.downstream.Headers;
import dev.weft.downstream.Headers.Header;
import dev.weft.downstream.RedisSettings;
import dev.weft.edge.AdminDoor;
import dev.weft.edge.GrpcDoor;
import dev.weft.edge.HttpDoor;
import dev.weft.execution.AnswerMargin;
import dev.weft.execution.PageTimes;
import dev.weft.expression.Bounds;
import dev.weft.plan.Idempotency;
import dev.weft.plan.MethodName;
import dev.weft.planner.Limits;
import dev.weft.planner.Placement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What a configuration, with its defaults filled in, says to each room, in that room's own terms. */
final class Settings {
    private Settings() {}

    /** For the planner: where services run, and what may be repeated. */
    static Placement placement(Config config) {
        Map<String, List<String>> places = new HashMap<>();
        Set<String> overHttp = new HashSet<>();
        Map<MethodName, Idempotency> idempotency = new HashMap<>();
        for (Downstream downstream : config.getDownstreamsList()) {
            for (String service : downstream.getServicesList()) {
                places.computeIfAbsent(service, key -> new ArrayList<>()).add(downstream.getName());
            }
            if (DownstreamSettings.isHttp(targets(downstream).get(0))) {
                overHttp.add(downstream.getName());
            }
            downstream
                    .getMethodsList()
                    .forEach(method -> idempotency.put(methodName(method.getName()), idempotency(method)));
        }
        return new Placement(Optional.of(places), overHttp, idempotency, config.getForwardHeadersList());
    }

    private static MethodName methodName(String name) {
        int slash = name.indexOf('/');
        return new MethodName(name.substring(0, slash), name.substring(slash + 1));
    }

    private static Idempotency idempotency(dev.weft.config.v1.Method method) {
        return switch (method.getIdempotencyLevel()) {
            case IDEMPOTENCY_LEVEL_NO_SIDE_EFFECTS -> Idempotency.NO_SIDE_EFFECTS;
            case IDEMPOTENCY_LEVEL_IDEMPOTENT -> Idempotency.IDEMPOTENT;
            default -> Idempotency.UNKNOWN;
        };
    }

    /** For the execution: how long pages may take. */
    static PageTimes pageTimes(Config config) {
        dev.weft.config.v1.AnswerMargin margin = config.getAnswerMargin();
        return new PageTimes(
                duration(config.getPageTimeout()),
                new AnswerMargin(margin.getFraction(), duration(margin.getMin()), duration(margin.getMax())));
    }

    /** How much a page may do. */
    static Limits limits(Config config) {
        Bounds evaluation = new Bounds(
                config.getExpressions().getMaxIterations(),
                config.getExpressions().getMaxSteps());
        return new Limits(evaluation, config.getForEach().getMaxItems());
    }

    /** For the gRPC door. */
    static GrpcDoor.Settings grpc(Config config) {
        Grpc grpc = config.getGrpc();
        return new GrpcDoor.Settings(
                given(grpc.getHost()),
                grpc.getPort(),
                Math.toIntExact(grpc.getMaxRequestBytes()),
                grpc.getMaxConcurrentStreams(),
                grpc.getReflection().getEnabled());
    }

    /** For the admin door. */
    static AdminDoor.Settings admin(Config config) {
        return new AdminDoor.Settings(
                config.getAdmin().getHost(), config.getAdmin().getPort());
    }

    /** For the HTTP door. */
    static HttpDoor.Settings http(Config config) {
        Http http = config.getHttp();
        return new HttpDoor.Settings(
                given(http.getHost()),
                http.getPort(),
                new HttpDoor.Limits(
                        Math.toIntExact(http.getMaxRequestBytes()),
                        Math.toIntExact(http.getMaxHeaderBytes()),
                        http.getMaxConcurrentStreams(),
                        duration(http.getBodyTimeout()),
                        duration(http.getIdleTimeout())),
                new HttpDoor.CrossOriginSettings(
                        http.getCors().getAllowedOriginsList(), config.getForwardHeadersList()),
                config.getForwardHeadersList().stream()
                        .filter(name ->
                                !config.getCache().getUnkeyedHeadersList().contains(name))
                        .toList(),
                http.hasTls() ? Optional.of(identity(http.getTls())) : Optional.empty(),
                http.getOpenapi());
    }

    private static HttpDoor.Identity identity(HttpTls tls) {
        return new HttpDoor.Identity(Path.of(tls.getCertificateFile()), Path.of(tls.getKeyFile()));
    }

    /** For the calls: what is remembered. */
    static CacheSettings cache(Config config) {
        return new CacheSettings(
                config.getCache().getMaxBytes(),
                Set.copyOf(config.getCache().getUnkeyedHeadersList()),
                config.getRedis().getUri().isEmpty() ? Optional.empty() : Optional.of(redis(config.getRedis())));
    }

    private static RedisSettings redis(Redis redis) {
        return new RedisSettings(redis.getUri(), duration(redis.getTimeout()), redis.getKeyPrefix());
    }

    /** For the calls: every downstream. */
    static List<DownstreamSettings> downstreams(Config config) {
        return config.getDownstreamsList().stream().map(Settings::downstream).toList();
    }

    private static DownstreamSettings downstream(Downstream downstream) {
        return new DownstreamSettings(
                downstream.getName(),
                downstream.getServicesList(),
                guards(downstream),
                headers(downstream.getHeadersMap()),
                connection(downstream));
    }

    private static Guards guards(Downstream downstream) {
        return new Guards(
                duration(downstream.getTimeout()),
                retry(downstream.getRetry()),
                downstream.getMaxConcurrentCalls(),
                breaker(downstream.getCircuitBreaker()));
    }

    private static Optional<Retry> retry(dev.weft.config.v1.Retry retry) {
        if (retry.getMaxAttempts() < 2) {
            return Optional.empty();
        }
        return Optional.of(new Retry(
                retry.getMaxAttempts(),
                Set.copyOf(retry.getCodesList()),
                duration(retry.getInitialBackoff()),
                duration(retry.getMaxBackoff()),
                retry.getBackoffMultiplier(),
                retry.getBudget().getMaxTokens(),
                retry.getBudget().getTokenRatio()));
    }

    private static Connection connection(Downstream downstream) {
        return new Connection(
                targets(downstream),
                downstream.hasTls() ? Optional.of(tls(downstream.getTls())) : Optional.empty(),
                new Keepalive(
                        duration(downstream.getKeepalive().getTime()),
                        duration(downstream.getKeepalive().getTimeout())),
                Math.toIntExact(downstream.getMaxResponseBytes()),
                OptionalInt.of(downstream.getChannels()),
                duration(downstream.getMaxConnectBackoff()),
                replicas(downstream));
    }

    private static List<String> targets(Downstream downstream) {
        return downstream.getTargetsCount() > 0 ? downstream.getTargetsList() : List.of(downstream.getTarget());
    }

    private static Replicas replicas(Downstream downstream) {
        dev.weft.config.v1.HealthCheck check = downstream.getHealthCheck();
        return new Replicas(
                downstream.hasHealthCheck()
                        ? Optional.of(
                                new HealthCheck(check.getService(), check.getPath(), duration(check.getInterval())))
                        : Optional.empty(),
                outlierDetection(downstream.getOutlierDetection()));
    }

    private static Optional<OutlierDetection> outlierDetection(dev.weft.config.v1.OutlierDetection detection) {
        if (!detection.getEnabled()) {
            return Optional.empty();
        }
        return Optional.of(new OutlierDetection(
                duration(detection.getInterval()),
                duration(detection.getBaseEjectionTime()),
                duration(detection.getMaxEjectionTime()),
                detection.getMaxEjectionPercent(),
                detection.getFailurePercentageEjection().getThreshold(),
                detection.getFailurePercentageEjection().getMinimumHosts(),
                detection.getFailurePercentageEjection().getRequestVolume()));
    }

    private static Tls tls(dev.weft.config.v1.Tls tls) {
        return new Tls(
                given(tls.getCaFile()).map(Path::of),
                given(tls.getCertificateFile())
                        .map(certificate -> new Identity(Path.of(certificate), Path.of(tls.getKeyFile()))),
                given(tls.getServerName()));
    }

    private static Optional<Breaker> breaker(CircuitBreaker breaker) {
        if (!breaker.getEnabled()) {
            return Optional.empty();
        }
        return Optional.of(new Breaker(
                breaker.getFailureRateThreshold(),
                breaker.getSlowCallRateThreshold(),
                duration(breaker.getSlowCallDurationThreshold()),
                breaker.getSlidingWindowType() == SlidingWindowType.SLIDING_WINDOW_TYPE_COUNT_BASED
                        ? Window.COUNT_BASED
                        : Window.TIME_BASED,
                breaker.getSlidingWindowSize(),
                breaker.getMinimumNumberOfCalls(),
                duration(breaker.getWaitDurationInOpenState()),
                breaker.getPermittedNumberOfCallsInHalfOpenState(),
                duration(breaker.getFairTime())));
    }

    private static Headers headers(Map<String, String> headers) {
        return new Headers(headers.entrySet().stream()
                .map(header -> new Header(header.getKey(), header.getValue()))
                .toList());
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    static Duration duration(com.google.protobuf.Duration duration) {
        return Duration.ofNanos(Durations.toNanos(duration));
    }
}
