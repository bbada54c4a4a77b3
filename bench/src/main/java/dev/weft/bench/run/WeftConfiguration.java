package dev.weft.bench.run;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration that Weft is measured with: its defaults, but for the log. */
final class WeftConfiguration {
    private static final List<String> SERVICES = List.of(
            "bench.user.v1.UserService",
            "bench.item.v1.PriceService, bench.item.v1.StockService",
            "bench.order.v1.OrderService",
            "bench.payment.v1.PaymentService");

    private WeftConfiguration() {}

    /**
     * Every service in one downstream, with its connections in common, as the hand-written ones have them.
     *
     * @param addresses of every service
     * @param logs whether it writes a line for each page, as it does by default, and the others do not
     * @param counts whether it has metrics
     */
    static String together(List<String> addresses, boolean logs, boolean counts) {
        return of(List.of(String.join(", ", SERVICES)), addresses, logs, counts);
    }

    /** The same with a downstream for each service, as when they run in several places: each has connections of its own. */
    static String apart(List<String> addresses, boolean logs, boolean counts) {
        return of(SERVICES, addresses, logs, counts);
    }

    private static String of(List<String> services, List<String> addresses, boolean logs, boolean counts) {
        List<String> targets =
                addresses.stream().map(address -> '"' + address + '"').toList();
        String downstreams = services.stream()
                .map(each -> "  - {services: [" + each + "], targets: " + targets + "}\n")
                .collect(Collectors.joining());
        return """
                grpc: {host: 127.0.0.1, port: 0}
                http: {host: 127.0.0.1, port: 0}
                admin: {port: 0, metrics: %s}
                log: {pages: %s}
                downstreams:
                %s""".formatted(counts, logs, downstreams);
    }
}
