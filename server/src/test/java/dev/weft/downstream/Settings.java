package dev.weft.downstream;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.rpc.Code;
import dev.weft.downstream.DownstreamSettings.Breaker;
import dev.weft.downstream.DownstreamSettings.Connection;
import dev.weft.downstream.DownstreamSettings.Guards;
import dev.weft.downstream.DownstreamSettings.Keepalive;
import dev.weft.downstream.DownstreamSettings.Replicas;
import dev.weft.downstream.DownstreamSettings.Retry;
import dev.weft.downstream.DownstreamSettings.Tls;
import dev.weft.downstream.DownstreamSettings.Window;
import dev.weft.plan.CacheRule;
import dev.weft.plan.Idempotency;
import dev.weft.plan.MethodName;
import dev.weft.plan.Target;
import dev.weft.transcoding.JsonLimits;
import dev.weft.transcoding.JsonMapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Settings of a downstream with one service, as a test needs them. */
public final class Settings {
    public static final String SERVICE = "test.v1.EchoService";

    public static final JsonMapping JSON = new JsonMapping(name -> Optional.empty(), JsonLimits.DEFAULT);

    private static final CacheSettings MEGABYTE = new CacheSettings(1 << 20, Set.of("x-request-id"), Optional.empty());

    /** One that plays no part. */
    public static final AnswerCache CACHE = AnswerCache.of(MEGABYTE, SharedAnswers.NONE);

    private Settings() {}

    public static AnswerCache cache() {
        return AnswerCache.of(MEGABYTE, SharedAnswers.NONE);
    }

    /** All of an answer, as long as the rule has use for it. */
    static Remembering remembering(CacheRule rule) {
        return new Remembering(rule, rule.keep(), Optional.empty());
    }

    public static DownstreamSettings of(Connection connection) {
        return new DownstreamSettings(
                "echo", List.of(SERVICE), timeout(Duration.ofSeconds(3)), Headers.NONE, connection);
    }

    public static DownstreamSettings at(String target) {
        return of(connection(target));
    }

    public static Connection connection(String target) {
        return connection(List.of(target), new Replicas(Optional.empty(), Optional.empty()));
    }

    public static Connection connection(List<String> targets, Replicas replicas) {
        return new Connection(
                targets,
                Optional.empty(),
                new Keepalive(Duration.ofMinutes(5), Duration.ofSeconds(20)),
                4 << 20,
                OptionalInt.empty(),
                Duration.ofMillis(100),
                replicas);
    }

    /** No guard but a timeout. */
    public static Guards timeout(Duration timeout) {
        return new Guards(timeout, Optional.empty(), 1024, Optional.empty());
    }

    public static Guards guarded(Breaker breaker) {
        return new Guards(Duration.ofSeconds(3), Optional.empty(), 1024, Optional.of(breaker));
    }

    public static Guards retrying(Retry retry) {
        return new Guards(Duration.ofSeconds(3), Optional.of(retry), 1024, Optional.empty());
    }

    /** After UNAVAILABLE, soon. */
    public static Retry retry(int maxAttempts) {
        return new Retry(
                maxAttempts, Set.of(Code.UNAVAILABLE), Duration.ofMillis(5), Duration.ofMillis(20), 2, 10, 0.1);
    }

    public static Connection with(Tls tls, String target) {
        Connection plain = connection(target);
        return new Connection(
                plain.targets(),
                Optional.of(tls),
                plain.keepalive(),
                plain.maxResponseBytes(),
                plain.channels(),
                plain.maxConnectBackoff(),
                plain.replicas());
    }

    public static Breaker breaker(Duration wait) {
        return new Breaker(50, 100, Duration.ofSeconds(60), Window.TIME_BASED, 10, 4, wait, 1, Duration.ofMillis(200));
    }

    public static Target target(String method) {
        return target(method, Optional.empty());
    }

    public static Target target(String method, Optional<String> downstream) {
        return new Target(new MethodName(SERVICE, method), descriptor(method), downstream, Idempotency.UNKNOWN);
    }

    public static Target target(String method, Idempotency idempotency) {
        return new Target(new MethodName(SERVICE, method), descriptor(method), Optional.empty(), idempotency);
    }

    /** A method without anything that gRPC needs to know of it. */
    private static MethodDescriptor descriptor(String method) {
        FileDescriptorProto.Builder file =
                FileDescriptorProto.newBuilder().setName("echo.proto").setPackage("test.v1");
        file.addMessageTypeBuilder().setName("Message");
        file.addServiceBuilder()
                .setName("EchoService")
                .addMethodBuilder()
                .setName(method)
                .setInputType(".test.v1.Message")
                .setOutputType(".test.v1.Message");
        try {
            return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0])
                    .getServices()
                    .get(0)
                    .getMethods()
                    .get(0);
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static String path(String method) {
        return SERVICE + "/" + method;
    }
}
