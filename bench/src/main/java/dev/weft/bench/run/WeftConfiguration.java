package dev.weft.bench.run;

/** The configuration that Weft is measured with: its defaults, but for the line that it logs of each page, which nobody else does. */
final class WeftConfiguration {
    private WeftConfiguration() {}

    static String of(String downstream) {
        return """
                grpc: {host: 127.0.0.1, port: 0}
                http: {host: 127.0.0.1, port: 0}
                downstreams:
                  - services: [bench.user.v1.UserService]
                    target: %1$s
                  - services: [bench.order.v1.OrderService]
                    target: %1$s
                  - services: [bench.payment.v1.PaymentService]
                    target: %1$s
                log: {pages: false}
                """.formatted(downstream);
    }
}
