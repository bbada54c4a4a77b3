package dev.weft.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One of the demo's downstream services. */
public enum DemoService {
    /** Who somebody is. */
    USERS("user.v1.UserService", ""),
    /** What somebody has bought. */
    ORDERS("order.v1.OrderService", ""),
    /** What somebody has paid. Over HTTP. */
    PAYMENTS("payment.v1.PaymentService", "http://");

    private final String serviceName;
    private final String scheme;

    DemoService(String serviceName, String scheme) {
        this.serviceName = serviceName;
        this.scheme = scheme;
    }

    /** Where it is when it listens on this port, as a configuration of Weft names it. */
    public String target(int port) {
        return scheme + "127.0.0.1:" + port;
    }

    /** The service that it serves, by its full name. */
    public String serviceName() {
        return serviceName;
    }

    /** What people call it: {@code users}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The service that people call {@code label}. */
    public static Optional<DemoService> labelled(String label) {
        return Arrays.stream(values())
                .filter(service -> service.label().equals(label))
                .findFirst();
    }

    /** What people call them all. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(DemoService::label).toList();
    }
}
