package dev.weft.downstream;

import dev.weft.downstream.DownstreamSettings.Breaker;
import dev.weft.downstream.DownstreamSettings.Connection;
import dev.weft.downstream.DownstreamSettings.Keepalive;
import dev.weft.downstream.DownstreamSettings.Tls;
import dev.weft.downstream.DownstreamSettings.Window;
import dev.weft.plan.Idempotency;
import dev.weft.plan.MethodName;
import dev.weft.plan.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of a downstream with one service, as a test needs them. */
public final class Settings {
    public static final String SERVICE = "test.v1.EchoService";

    private Settings() {}

    public static DownstreamSettings of(Connection connection) {
        return new DownstreamSettings(
                "echo", List.of(SERVICE), Duration.ofSeconds(3), Optional.empty(), Headers.NONE, connection);
    }

    public static DownstreamSettings at(String target) {
        return of(connection(target));
    }

    public static Connection connection(String target) {
        return new Connection(
                target,
                Optional.empty(),
                new Keepalive(Duration.ofMinutes(5), Duration.ofSeconds(20)),
                4 << 20,
                OptionalInt.empty(),
                Duration.ofMillis(100));
    }

    public static Connection with(Tls tls, String target) {
        Connection plain = connection(target);
        return new Connection(
                target,
                Optional.of(tls),
                plain.keepalive(),
                plain.maxResponseBytes(),
                plain.channels(),
                plain.maxConnectBackoff());
    }

    public static Breaker breaker(Duration wait) {
        return new Breaker(50, 100, Duration.ofSeconds(60), Window.TIME_BASED, 10, 4, wait, 1);
    }

    public static Target target(String method) {
        return new Target(new MethodName(SERVICE, method), Optional.empty(), Idempotency.UNKNOWN);
    }

    public static String path(String method) {
        return SERVICE + "/" + method;
    }
}
