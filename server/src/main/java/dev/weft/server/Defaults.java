package dev.weft.server;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.rpc.Code;
import dev.weft.config.v1.Admin;
import dev.weft.config.v1.AnswerMargin;
import dev.weft.config.v1.Cache;
import dev.weft.config.v1.CircuitBreaker;
import dev.weft.config.v1.Config;
import dev.weft.config.v1.Downstream;
import dev.weft.config.v1.Expressions;
import dev.weft.config.v1.FailurePercentageEjection;
import dev.weft.config.v1.ForEach;
import dev.weft.config.v1.Grpc;
import dev.weft.config.v1.HealthCheck;
import dev.weft.config.v1.Http;
import dev.weft.config.v1.Keepalive;
import dev.weft.config.v1.Log;
import dev.weft.config.v1.OutlierDetection;
import dev.weft.config.v1.Redis;
import dev.weft.config.v1.Reflection;
import dev.weft.config.v1.Retry;
import dev.weft.config.v1.RetryBudget;
import dev.weft.config.v1.SlidingWindowType;
import dev.weft.expression.Bounds;
import dev.weft.planner.Limits;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a configuration means where it says nothing: the defaults that the comments of config.proto promise, in one place. */
final class Defaults {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final int MAX_CONCURRENT_STREAMS = 1000;
    private static final int WINDOW_SECONDS = 10;
    private static final int WINDOW_CALLS = 100;

    private Defaults() {}

    /** The configuration with every default filled in: its readers need no other. What it says itself stays as it is. */
    static Config fill(Config config) {
        return fill(config, path -> false);
    }

    /**
     * The same of one that was written: the message does not tell an empty list from none.
     *
     * @param isWritten whether something is written at a path
     */
    static Config fill(Config config, Predicate<String> isWritten) {
        Config.Builder filled = config.toBuilder();
        fill(filled, config(), "", isWritten);
        for (int i = 0; i < filled.getDownstreamsCount(); i++) {
            Downstream.Builder downstream = filled.getDownstreamsBuilder(i);
            fill(
                    downstream,
                    downstream(downstream, filled.getEventLoops()),
                    ConfigurationDecoder.element("downstreams", i),
                    isWritten);
        }
        return filled.build();
    }

    private static Config config() {
        return Config.newBuilder()
                .setGrpc(Grpc.newBuilder()
                        .setPort(9090)
                        .setMaxRequestBytes(4 * MIB)
                        .setMaxConcurrentStreams(MAX_CONCURRENT_STREAMS)
                        .setBodyTimeout(Durations.fromSeconds(10))
                        .setReflection(Reflection.newBuilder().setEnabled(true).setIncludeWeftOptions(false)))
                .setHttp(http())
                .setAdmin(Admin.newBuilder().setHost("127.0.0.1").setPort(9091).setMetrics(true))
                .addAllForwardHeaders(
                        List.of("traceparent", "tracestate", "baggage", "accept-language", "x-request-id"))
                .setPageTimeout(Durations.fromSeconds(10))
                .setAnswerMargin(AnswerMargin.newBuilder()
                        .setFraction(0.1)
                        .setMin(Durations.fromMillis(10))
                        .setMax(Durations.fromMillis(150)))
                .setEventLoops(Runtime.getRuntime().availableProcessors())
                .setShutdownGrace(Durations.fromSeconds(30))
                .setLog(Log.newBuilder().setPages(true))
                .setCache(Cache.newBuilder()
                        .setMaxBytes(64 * MIB)
                        .addAllUnkeyedHeaders(List.of("traceparent", "tracestate", "x-request-id")))
                .setRedis(
                        Redis.newBuilder().setTimeout(Durations.fromMillis(50)).setKeyPrefix("weft"))
                .setExpressions(Expressions.newBuilder()
                        .setMaxIterations(Bounds.DEFAULT.iterations())
                        .setMaxSteps(Bounds.DEFAULT.steps())
                        .setOffloadBytes(8 * KIB)
                        .setThreads(2)
                        .setMaxQueued(256))
                .setForEach(ForEach.newBuilder().setMaxItems(Limits.DEFAULT.items()))
                .build();
    }

    private static Http http() {
        return Http.newBuilder()
                .setPort(8080)
                .setMaxRequestBytes(4 * MIB)
                .setMaxHeaderBytes(16 * KIB)
                .setMaxConcurrentStreams(MAX_CONCURRENT_STREAMS)
                .setMaxJsonDepth(100)
                .setBodyTimeout(Durations.fromSeconds(10))
                .setIdleTimeout(Durations.fromMinutes(2))
                .setOpenapi(true)
                .build();
    }

    private static Downstream downstream(Downstream.Builder written, int eventLoops) {
        Downstream.Builder downstream = Downstream.newBuilder()
                .setName(written.getServicesCount() == 0 ? "" : written.getServices(0))
                .setTimeout(Durations.fromSeconds(3))
                .setRetry(retry())
                .setMaxConcurrentCalls(1024)
                .setCircuitBreaker(circuitBreaker(written.getCircuitBreaker()))
                .setKeepalive(
                        Keepalive.newBuilder().setTime(Durations.fromMinutes(5)).setTimeout(Durations.fromSeconds(20)))
                .setMaxResponseBytes(4 * MIB)
                .setChannels(eventLoops)
                .setMaxConnectBackoff(Durations.fromSeconds(1))
                .setOutlierDetection(outlierDetection());
        if (written.hasHealthCheck()) {
            downstream.setHealthCheck(HealthCheck.newBuilder().setInterval(Durations.fromSeconds(1)));
        }
        return downstream.build();
    }

    private static OutlierDetection outlierDetection() {
        return OutlierDetection.newBuilder()
                .setEnabled(true)
                .setInterval(Durations.fromSeconds(1))
                .setBaseEjectionTime(Durations.fromSeconds(30))
                .setMaxEjectionTime(Durations.fromMinutes(5))
                .setMaxEjectionPercent(10)
                .setFailurePercentageEjection(FailurePercentageEjection.newBuilder()
                        .setThreshold(85)
                        .setMinimumHosts(2)
                        .setRequestVolume(5))
                .build();
    }

    private static Retry retry() {
        return Retry.newBuilder()
                .setMaxAttempts(2)
                .addCodes(Code.UNAVAILABLE)
                .setInitialBackoff(Durations.fromMillis(50))
                .setMaxBackoff(Durations.fromSeconds(1))
                .setBackoffMultiplier(2)
                .setBudget(RetryBudget.newBuilder().setMaxTokens(10).setTokenRatio(0.1))
                .build();
    }

    private static CircuitBreaker circuitBreaker(CircuitBreaker written) {
        boolean calls = written.getSlidingWindowType() == SlidingWindowType.SLIDING_WINDOW_TYPE_COUNT_BASED;
        return CircuitBreaker.newBuilder()
                .setEnabled(true)
                .setFailureRateThreshold(50)
                .setSlowCallRateThreshold(100)
                .setSlowCallDurationThreshold(Durations.fromSeconds(60))
                .setSlidingWindowType(SlidingWindowType.SLIDING_WINDOW_TYPE_TIME_BASED)
                .setSlidingWindowSize(calls ? WINDOW_CALLS : WINDOW_SECONDS)
                .setMinimumNumberOfCalls(10)
                .setWaitDurationInOpenState(Durations.fromSeconds(5))
                .setPermittedNumberOfCallsInHalfOpenState(1)
                .setFairTime(Durations.fromMillis(200))
                .build();
    }

    /** Not {@code mergeFrom}: that adds lists up, and the seconds of one duration to the nanoseconds of another. */
    private static void fill(Message.Builder target, Message defaults, String path, Predicate<String> isWritten) {
        for (Map.Entry<FieldDescriptor, Object> entry : defaults.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            String at = ConfigurationDecoder.field(path, field.getName());
            if (field.isRepeated()) {
                fillList(target, entry, isWritten.test(at));
            } else if (!target.hasField(field)) {
                target.setField(field, entry.getValue());
            } else if (entry.getValue() instanceof Message message && !(message instanceof Duration)) {
                fill(target.getFieldBuilder(field), message, at, isWritten);
            }
        }
    }

    private static void fillList(Message.Builder target, Map.Entry<FieldDescriptor, Object> list, boolean isWritten) {
        if (!isWritten && target.getRepeatedFieldCount(list.getKey()) == 0) {
            target.setField(list.getKey(), list.getValue());
        }
    }
}
