package dev.weft.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One of the demo's downstream services. */
public enum DemoService {
    /** Who somebody is. */
    USERS("user.v1.UserService"),
    /** What somebody has bought. */
    ORDERS("order.v1.OrderService"),
    /** What somebody has paid. */
    PAYMENTS("payment.v1.PaymentService");

    private final String serviceName;

    DemoService(String serviceName) {
        this.serviceName = serviceName;
    }

    /** The gRPC service that it serves, by its full name. */
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
