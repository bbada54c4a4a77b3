package dev.weft.downstream;

import dev.weft.downstream.DownstreamSettings.OutlierDetection;
import dev.weft.downstream.DownstreamSettings.Replicas;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells gRPC how to choose among the addresses of a downstream: in its own words, a service config (grpc/doc/service_config.md). */
final class GrpcBalancing {
    private static final List<Map<String, ?>> ROUND_ROBIN = List.of(Map.of(WatchedRoundRobin.POLICY, Map.of()));

    private GrpcBalancing() {}

    /**
     * Every address gets its share; with one address that is as pick_first.
     *
     * @param single whether there can be one address only, which is never left alone
     */
    static Map<String, ?> serviceConfig(Replicas replicas, boolean single) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put(
                "loadBalancingConfig",
                replicas.outlierDetection()
                        .filter(detection -> !single)
                        .<Object>map(detection -> List.of(Map.of(ReplicaBalancer.POLICY, policy(detection))))
                        .orElse(ROUND_ROBIN));
        replicas.healthCheck()
                .ifPresent(check -> config.put("healthCheckConfig", Map.of("serviceName", check.service())));
        return config;
    }

    private static Map<String, ?> policy(OutlierDetection detection) {
        return Map.of(
                "interval", text(detection.interval()),
                "baseEjectionTime", text(detection.baseEjectionTime()),
                "maxEjectionTime", text(detection.maxEjectionTime()),
                "maxEjectionPercentage", number(detection.maxEjectionPercent()),
                "failurePercentageEjection",
                        Map.of(
                                "threshold", number(detection.threshold()),
                                "enforcementPercentage", number(100),
                                "minimumHosts", number(detection.minimumHosts()),
                                "requestVolume", number(detection.requestVolume())),
                "childPolicy", ROUND_ROBIN);
    }

    /** As in JSON, which knows no other numbers. */
    private static Double number(int value) {
        return (double) value;
    }

    /** As protobuf's JSON writes a duration: {@code 0.3s}. */
    private static String text(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString() + "s";
    }
}
