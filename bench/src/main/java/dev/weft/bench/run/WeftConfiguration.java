package dev.weft.bench.run;

/** The configuration that Weft is measured with: its defaults, but for the log. */
final class WeftConfiguration {
    private WeftConfiguration() {}

    /** @param logs whether it writes a line for each page, as it does by default, and the others do not */
    static String of(String downstream, boolean logs) {
        return """
                grpc: {host: 127.0.0.1, port: 0}
                http: {host: 127.0.0.1, port: 0}
                downstreams:
                  - services: [bench.user.v1.UserService]
                    target: %1$s
                  - services: [bench.item.v1.PriceService, bench.item.v1.StockService]
                    target: %1$s
                  - services: [bench.order.v1.OrderService]
                    target: %1$s
                  - services: [bench.payment.v1.PaymentService]
                    target: %1$s
                log: {pages: %2$s}
                """.formatted(downstream, logs);
    }
}
