package dev.weft.server;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers a configuration may name, and what they may hold (grpc/doc/PROTOCOL-HTTP2.md). */
final class ConfigurationHeaders {
    /** What gRPC and HTTP/2 set themselves. */
    private static final Set<String> RESERVED =
            Set.of("connection", "content-length", "content-type", "host", "te", "transfer-encoding", "user-agent");

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*={0,2}");

    private ConfigurationHeaders() {}

    /** What is wrong with naming the header; empty when nothing is. */
    static Optional<String> name(String name) {
        return RESERVED.contains(name) || name.startsWith("grpc-")
                ? Optional.of("is set by gRPC itself (expected: another header)")
                : Optional.empty();
    }

    /** What is wrong with a header's value, in words that do not hold it; empty when nothing is. */
    static Optional<String> value(String name, String value) {
        if (name.endsWith("-bin")) {
            return BASE64.matcher(value).matches()
                    ? Optional.empty()
                    : Optional.of("its value is not base64, as that of a -bin header");
        }
        return PRINTABLE.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("its value holds more than printable ASCII characters");
    }
}
