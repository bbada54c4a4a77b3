package dev.weft.bench.run;

import java.util.List;

/** The configuration that Weft is measured with: its defaults, but for the log. */
final class WeftConfiguration {
    private WeftConfiguration() {}

    /**
     * @param addresses of every service
     * @param logs whether it writes a line for each page, as it does by default, and the others do not
     * @param counts whether it has metrics
     */
    static String of(List<String> addresses, boolean logs, boolean counts) {
        return """
                grpc: {host: 127.0.0.1, port: 0}
                http: {host: 127.0.0.1, port: 0}
                admin: {port: 0, metrics: %3$s}
                downstreams:
                  - services: [bench.user.v1.UserService]
                    targets: %1$s
                  - services: [bench.item.v1.PriceService, bench.item.v1.StockService]
                    targets: %1$s
                  - services: [bench.order.v1.OrderService]
                    targets: %1$s
                  - services: [bench.payment.v1.PaymentService]
                    targets: %1$s
                log: {pages: %2$s}
                """.formatted(quoted(addresses), logs, counts);
    }

    private static List<String> quoted(List<String> addresses) {
        return addresses.stream().map(address -> '"' + address + '"').toList();
    }
}
