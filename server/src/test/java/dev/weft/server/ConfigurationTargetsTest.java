package dev.weft.server;

import static dev.weft.server.ReadConfiguration.errors;
import static dev.weft.server.ReadConfiguration.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationTargetsTest {
    private static final String ORDERS = """
            downstreams:
              - services: [order.v1.OrderService]
                target: orders:5102
            """;

    @Test
    void severalTargetsAreAlike() {
        String service = "downstreams:\n  - services: [order.v1.OrderService]\n";
        valid(service + "    targets: [orders-1:5102, dns:///orders-2:5102]\n    health_check: {}\n");
        valid(service + "    targets: [http://a:1/x, http://b:1/x/]\n    health_check: {path: /health}\n");
        assertThat(errors(
                        service + "    targets: [orders-1:5102, http://b, unix:/run/a.sock, ftp://x, orders-1:5102]\n"))
                .containsExactly(
                        "weft.yaml:3:14: error: downstreams[0].targets: repeated value must contain unique items",
                        "weft.yaml:3:30: error: downstreams[0].targets[1]: \"http://b\" is not alike (expected: the scheme and path of the first)",
                        "weft.yaml:3:40: error: downstreams[0].targets[2]: \"unix:/run/a.sock\" stands beside others (expected: a Unix domain socket alone, as target)",
                        "weft.yaml:3:58: error: downstreams[0].targets[3]: \"ftp://x\" (expected: dns:///host:port, host:port or unix:///path; for HTTP http://host:port, https://… or h2c://…)");
        assertThat(errors(service + "    target: a:1\n    targets: [b:1]\n"))
                .containsExactly(
                        "weft.yaml:3:13: error: downstreams[0].target: \"a:1\" stands beside targets (expected: one of them)");
    }

    @Test
    void aHealthCheckFitsItsTarget() {
        assertThat(errors(ORDERS + "    health_check: {path: /health}\n"))
                .singleElement()
                .asString()
                .contains("health_check.path: \"/health\" is of HTTP");
        String http = ORDERS.replace("orders:5102", "http://orders");
        assertThat(errors(http + "    health_check: {service: a.B}\n"))
                .singleElement()
                .asString()
                .contains("health_check.service: \"a.B\" is of gRPC");
        assertThat(errors(http + "    health_check: {}\n"))
                .singleElement()
                .asString()
                .contains("health_check.path: is missing");
        assertThat(errors(ORDERS + "    outlier_detection: {base_ejection_time: 10m}\n"))
                .singleElement()
                .asString()
                .contains("base_ejection_time (unless set: 30s) is more than max_ejection_time");
    }

    @Test
    void targetsAreNamesAddressesAndSockets() {
        for (String target : List.of(
                "dns:///orders:5102",
                "dns://1.1.1.1/orders",
                "orders",
                "10.0.0.1:80",
                "\"[::1]:80\"",
                "unix:///run/orders.sock",
                "unix:orders.sock",
                "http://orders",
                "http://orders_eu:3002/api/v2",
                "https://orders.example.com/",
                "h2c://10.0.0.1:80")) {
            valid(ORDERS.replace("orders:5102", target));
        }
        for (String target : List.of(
                "https://", "http://a?b", "http://u:p@a", "xds:///orders", "orders:port", "unix://orders", "a b")) {
            assertThat(errors(ORDERS.replace("orders:5102", target))).hasSize(1);
        }
    }

    @Test
    void tlsIsNotForASchemeWithoutIt() {
        for (String scheme : List.of("http", "h2c")) {
            assertThat(errors(ORDERS.replace("orders:5102", scheme + "://orders\n    tls: {server_name: orders}")))
                    .singleElement()
                    .asString()
                    .contains("downstreams[0].target: \"" + scheme
                            + "://orders\" stands beside tls (expected: https://…)");
        }
        valid(ORDERS.replace("orders:5102", "https://orders\n    tls: {server_name: orders}"));
    }
}
