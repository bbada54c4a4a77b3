package dev.weft.server;

import static dev.weft.server.ReadConfiguration.errors;
import static dev.weft.server.ReadConfiguration.valid;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.weft.config.v1.CircuitBreaker;
import dev.weft.config.v1.Config;
import dev.weft.config.v1.Downstream;
import dev.weft.config.v1.IdempotencyLevel;
import dev.weft.config.v1.SlidingWindowType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {
    private static final String ORDERS = """
            downstreams:
              - services: [order.v1.OrderService]
                target: orders:5102
            """;

    @Test
    void readsEveryKindOfValue() {
        Config config = valid("""
                grpc: {port: 0, max_request_bytes: 64KiB, reflection: {enabled: false}}
                answer_margin: {fraction: 0.25}
                page_timeout: 1.5s
                downstreams:
                  - name: orders
                    services:
                      - order.v1.OrderService
                      - "cart.v1.CartService"
                    target: dns:///orders:5102
                    timeout: 300ms
                    circuit_breaker: {failure_rate_threshold: 12.5, sliding_window_type: COUNT_BASED}
                    headers: {x-api-key: 12345, x-flag: yes}
                    methods: [{name: order.v1.OrderService/ListOrders, idempotency_level: NO_SIDE_EFFECTS}]
                    keepalive: {time: 2m}
                """);

        assertThat(config.getGrpc().getPort()).isZero();
        assertThat(config.getGrpc().getMaxRequestBytes()).isEqualTo(65536);
        assertThat(config.getGrpc().getReflection().getEnabled()).isFalse();
        assertThat(config.getAnswerMargin().getFraction()).isEqualTo(0.25);
        assertThat(config.getPageTimeout()).isEqualTo(Durations.fromMillis(1500));
        Downstream orders = config.getDownstreams(0);
        assertThat(orders.getName()).isEqualTo("orders");
        assertThat(orders.getServicesList()).containsExactly("order.v1.OrderService", "cart.v1.CartService");
        assertThat(orders.getTimeout()).isEqualTo(Durations.fromMillis(300));
        CircuitBreaker breaker = orders.getCircuitBreaker();
        assertThat(breaker.getFailureRateThreshold()).isEqualTo(12.5f);
        assertThat(breaker.getSlidingWindowType()).isEqualTo(SlidingWindowType.SLIDING_WINDOW_TYPE_COUNT_BASED);
        assertThat(orders.getHeadersMap()).isEqualTo(Map.of("x-api-key", "12345", "x-flag", "yes"));
        assertThat(orders.getMethods(0).getIdempotencyLevel())
                .isEqualTo(IdempotencyLevel.IDEMPOTENCY_LEVEL_NO_SIDE_EFFECTS);
        assertThat(orders.getKeepalive().getTime()).isEqualTo(Durations.fromMinutes(2));
    }

    @Test
    void nothingIsTheDefault() {
        assertThat(valid("")).isEqualTo(Defaults.fill(Config.getDefaultInstance()));
        assertThat(valid("# nothing\n")).isEqualTo(Defaults.fill(Config.getDefaultInstance()));
        assertThat(valid("---\n")).isEqualTo(Defaults.fill(Config.getDefaultInstance()));
    }

    @Test
    void takesVariablesFromTheEnvironment() {
        Config config = valid("""
                grpc: {port: "${PORT:-9091}"}
                downstreams:
                  - services: [order.v1.OrderService]
                    target: ${HOST}:${ORDERS_PORT:-5102}
                    headers: {x-api-key: "key ${KEY}", x-empty: "${EMPTY:-full}", x-dollar: $5}
                """, Map.of("HOST", "orders", "KEY", "a: b\n${HOST} }".replace("\n", " "), "EMPTY", ""));

        assertThat(config.getGrpc().getPort()).isEqualTo(9091);
        assertThat(config.getDownstreams(0).getTarget()).isEqualTo("orders:5102");
        assertThat(config.getDownstreams(0).getHeadersMap())
                .isEqualTo(Map.of("x-api-key", "key a: b ${HOST} }", "x-empty", "full", "x-dollar", "$5"));
    }

    @Test
    void aliasesStandForWhatTheyName() {
        Config config = valid("""
                downstreams:
                  - services: [order.v1.OrderService]
                    target: orders:5102
                    circuit_breaker: &careful {failure_rate_threshold: 10}
                  - services: [user.v1.UserService]
                    target: users:5101
                    circuit_breaker: *careful
                """);

        assertThat(config.getDownstreams(1).getCircuitBreaker().getFailureRateThreshold())
                .isEqualTo(10);
    }

    @Test
    void anUnknownKeyIsAnErrorWithASuggestion() {
        assertThat(errors("""
                        downstreams:
                          - services: [order.v1.OrderService]
                            targt: orders:5102
                        GRPC: {}
                        """))
                .containsExactly(
                        "weft.yaml:3:5: error: unknown key \"targt\" (expected: name, services, target, timeout, "
                                + "circuit_breaker, headers, methods, tls, keepalive, max_response_bytes, channels, "
                                + "max_connect_backoff and 5 more; did you mean \"target\"?)",
                        "weft.yaml:4:1: error: unknown key \"GRPC\" (expected: grpc, http, downstreams, forward_headers, "
                                + "page_timeout, answer_margin, event_loops, shutdown_grace, log, cache, redis, admin "
                                + "and 2 more; did you mean \"grpc\"?)");
    }

    @Test
    void aValueOfTheWrongKindIsAnError() {
        assertThat(errors("""
                        grpc: 9090
                        page_timeout: [1s]
                        forward_headers: x-request-id
                        downstreams: {target: orders:5102}
                        event_loops:
                        log: {pages: {}}
                        """))
                .containsExactly(
                        "weft.yaml:1:7: error: grpc: a single value (expected: a mapping)",
                        "weft.yaml:2:15: error: page_timeout: a list (expected: a single value)",
                        "weft.yaml:3:18: error: forward_headers: a single value (expected: a list)",
                        "weft.yaml:4:14: error: downstreams: a mapping (expected: a list)",
                        "weft.yaml:5:13: error: event_loops: nothing (expected: a single value)",
                        "weft.yaml:6:14: error: log.pages: a mapping (expected: a single value)");
    }

    @Test
    void aWordThatIsNoValueIsAnError() {
        assertThat(errors("""
                        grpc: {port: 0x10, max_request_bytes: 4MB, reflection: {enabled: yes}}
                        answer_margin: {fraction: a tenth}
                        page_timeout: 10
                        shutdown_grace: 1m30s
                        event_loops: 99999999999
                        """))
                .containsExactly(
                        "weft.yaml:1:14: error: grpc.port: \"0x10\" (expected: a whole number)",
                        "weft.yaml:1:39: error: grpc.max_request_bytes: \"4MB\" (expected: a size in bytes: a whole number, "
                                + "alone or with KiB, MiB or GiB)",
                        "weft.yaml:1:66: error: grpc.reflection.enabled: \"yes\" (expected: true or false)",
                        "weft.yaml:2:27: error: answer_margin.fraction: \"a tenth\" (expected: a number)",
                        "weft.yaml:3:15: error: page_timeout: \"10\" (expected: a duration: a number with ms, s, m or h)",
                        "weft.yaml:4:17: error: shutdown_grace: \"1m30s\" (expected: a duration: a number with ms, s, m or h)",
                        "weft.yaml:5:14: error: event_loops: \"99999999999\" (expected: a whole number of at most 2147483647)");
    }

    @Test
    void anEnumValueHasItsNameWithoutThePrefix() {
        for (String name : List.of("time_based", "SLIDING_WINDOW_TYPE_TIME_BASED", "UNSPECIFIED")) {
            assertThat(errors(ORDERS + "    circuit_breaker: {sliding_window_type: " + name + "}"))
                    .singleElement()
                    .asString()
                    .startsWith("weft.yaml:4:44: error: downstreams[0].circuit_breaker.sliding_window_type: \"" + name
                            + "\" (expected: COUNT_BASED, TIME_BASED");
        }
    }

    @Test
    void aBrokenRuleIsAnErrorAtTheValue() {
        assertThat(errors("""
                        grpc: {port: 70000}
                        downstreams:
                          - services: [order.v1.OrderService, order.v1.OrderService]
                            timeout: 0s
                            headers: {X-Key: secret}
                            tls: {key_file: weft.key}
                        forward_headers: [x-request-id, X Y]
                        """))
                .containsExactly(
                        "weft.yaml:1:14: error: grpc.port: \"70000\" must be greater than or equal to 0 and less than or "
                                + "equal to 65535",
                        "weft.yaml:3:5: error: downstreams[0].target: is missing (expected: where the services are; or targets)",
                        "weft.yaml:3:15: error: downstreams[0].services: repeated value must contain unique items",
                        "weft.yaml:4:14: error: downstreams[0].timeout: \"0s\" must be greater than 0s",
                        "weft.yaml:5:15: error: downstreams[0].headers[\"X-Key\"]: its name does not match regex pattern "
                                + "`^[a-z0-9_.-]+$`",
                        "weft.yaml:6:10: error: downstreams[0].tls: certificate_file and key_file go together",
                        "weft.yaml:7:33: error: forward_headers[1]: \"X Y\" does not match regex pattern "
                                + "`^[a-z0-9_.-]+$`");
    }

    @Test
    void aDuplicateKeyIsAnError() {
        assertThat(errors("log: {pages: true}\nlog: {pages: false}\n"))
                .containsExactly("weft.yaml:2:1: error: duplicate key \"log\" (the first is at 1:1)");
        assertThat(errors(ORDERS + "    headers:\n      x-key: a\n      x-key: b\n"))
                .containsExactly("weft.yaml:6:7: error: duplicate key \"x-key\" (the first is at 5:7)");
    }

    @Test
    void aVariableThatIsNotThereIsAnError() {
        assertThat(errors("page_timeout: ${PATIENCE}\nshutdown_grace: ${1}\n"))
                .containsExactly(
                        "weft.yaml:1:15: error: page_timeout: the environment has no PATIENCE (expected: a value for it, "
                                + "or a default: ${PATIENCE:-default})",
                        "weft.yaml:2:17: error: shutdown_grace: ${ without a name and a } (expected: ${NAME} or "
                                + "${NAME:-default})");
    }

    @Test
    void noErrorShowsWhatTheEnvironmentHoldsNorAHeader() {
        Map<String, String> environment = Map.of("SECRET", "s3cr\tet", "NUMBER", "424242");
        List<String> errors = errors("""
                grpc: {port: "${NUMBER}", host: "${SECRET}"}
                page_timeout: ${SECRET}
                forward_headers: ["${SECRET}"]
                downstreams:
                  - name: ${SECRET}
                    services: ["${SECRET}"]
                    target: ${SECRET}
                    timeout: ${SECRET}
                    circuit_breaker: {sliding_window_type: "${SECRET}"}
                    headers: {x-key: "${SECRET}", grpc-key: s3cret, x-bin: "s3c ret", x-list: [s3cret]}
                    methods: [{name: "${SECRET}/${SECRET}"}]
                  - name: ${SECRET}
                    services: ["${SECRET}"]
                    target: s
                """, environment);

        assertThat(errors)
                .hasSizeGreaterThan(10)
                .allSatisfy(error ->
                        assertThat(error).doesNotContainIgnoringCase("s3c").doesNotContain("424242"));
        assertThat(errors)
                .contains("weft.yaml:2:15: error: page_timeout: \"${SECRET}\" (expected: a duration: a number "
                        + "with ms, s, m or h)");
    }

    @Test
    void whatIsNotYamlIsAnErrorThatShowsNoLine() {
        assertThat(errors("grpc: {port: 1\nheaders: s3cret: @s3cret\n"))
                .singleElement()
                .asString()
                .startsWith("weft.yaml:2:")
                .contains("error: not YAML: ")
                .doesNotContain("s3cret");
        assertThat(errors("log: {pages: true}\n---\nlog: {}\n"))
                .containsExactly("weft.yaml:3:1: error: a second document (expected: one in a file)");
        assertThat(errors("log: {}\n \u0000")).containsExactly("weft.yaml:2:2: error: not YAML: a control character");
        assertThat(errors("- a\n")).containsExactly("weft.yaml:1:1: error: a list (expected: a mapping)");
        assertThat(errors("page_timeout: !!binary aGk=\nevent_loops: !number 4\n")
                        .get(1))
                .isEqualTo("weft.yaml:2:14: error: event_loops: a tag, !number (expected: none)");
        assertThat(errors("[".repeat(100))).singleElement().asString().contains("not YAML");
    }

    @Test
    void downstreamsOfOneServiceNeedNames() {
        assertThat(errors("""
                        downstreams:
                          - services: [order.v1.OrderService]
                            target: orders-eu:5102
                          - services: [user.v1.UserService, order.v1.OrderService]
                            target: orders-us:5102
                            name: us
                          - services: [user.v1.UserService]
                            target: users:5102
                            name: us
                        """))
                .containsExactly(
                        "weft.yaml:2:5: error: downstreams[0].name: is missing: one of its services is also at 4:5 "
                                + "(expected: a name for each)",
                        "weft.yaml:9:11: error: downstreams[2].name: \"us\" is already the name of the one at 4:5 "
                                + "(expected: its own)");
    }

    @Test
    void partsThatDoNotFitTogetherAreErrors() {
        assertThat(errors("""
                        answer_margin: {min: 200ms}
                        forward_headers: [grpc-timeout]
                        downstreams:
                          - services: [order.v1.OrderService]
                            target: ftp://orders
                            methods: [{name: user.v1.UserService/GetUser, idempotency_level: IDEMPOTENT}]
                            circuit_breaker: {sliding_window_type: COUNT_BASED, sliding_window_size: 5}
                            headers: {te: trailers, x-umlaut: ü}
                            keepalive: {time: 1s}
                        """))
                .containsExactly(
                        "weft.yaml:1:16: error: answer_margin: min (unless set: 10ms) is more than max (unless set: 150ms)",
                        "weft.yaml:2:19: error: forward_headers[0]: \"grpc-timeout\" is set by gRPC itself (expected: "
                                + "another header)",
                        "weft.yaml:5:13: error: downstreams[0].target: \"ftp://orders\" (expected: dns:///host:port, "
                                + "host:port or unix:///path; for HTTP http://host:port, https://… or h2c://…)",
                        "weft.yaml:6:22: error: downstreams[0].methods[0].name: \"user.v1.UserService/GetUser\" "
                                + "(expected: a method of one of this downstream's services)",
                        "weft.yaml:7:22: error: downstreams[0].circuit_breaker: minimum_number_of_calls (unless set: 10) "
                                + "is more than the calls of sliding_window_size (unless set: 100)",
                        "weft.yaml:8:15: error: downstreams[0].headers[\"te\"]: is set by gRPC itself (expected: another "
                                + "header)",
                        "weft.yaml:8:29: error: downstreams[0].headers[\"x-umlaut\"]: its value holds more than printable "
                                + "ASCII characters",
                        "weft.yaml:9:23: error: downstreams[0].keepalive.time: \"1s\" is too short (expected: at least 10s)");
    }

    @Test
    void anEmptyListIsNoneAndNotTheDefault() {
        assertThat(valid("forward_headers: []").getForwardHeadersList()).isEmpty();
        assertThat(valid("cache: {unkeyed_headers: []}").getCache().getUnkeyedHeadersList())
                .isEmpty();
        Config config = valid("cache: {}\n" + ORDERS + "    retry: {codes: []}\n");
        assertThat(config.getDownstreams(0).getRetry().getCodesList()).isEmpty();
        assertThat(config.getDownstreams(0).getRetry().getMaxAttempts()).isEqualTo(2);
        assertThat(config.getCache().getUnkeyedHeadersList()).hasSize(3);
    }

    @Test
    void aFileThatCannotBeReadIsAnError(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("weft.yaml");
        assertThat(errors(file)).containsExactly(file + ":1:1: error: there is no such file");
        Files.write(file, new byte[] {(byte) 0xc3, 0x28});
        assertThat(errors(file)).containsExactly(file + ":1:1: error: it is not UTF-8");
        Files.writeString(file, "\uFEFFevent_loops: 3\n");
        assertThat(new ConfigurationReader(Map.of()).read(file)).isInstanceOf(Configuration.Valid.class);
    }

    @Test
    void theExampleOfTheManualIsValid() throws Exception {
        String manual = Files.readString(Path.of("../docs/configuration.md"));
        String example = manual.substring(
                manual.indexOf("```yaml\n") + 8, manual.indexOf("\n```\n", manual.indexOf("```yaml\n")));
        Config config = valid(example);
        assertThat(config.getDownstreamsList()).hasSize(4);
    }
}
