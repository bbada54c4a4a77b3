package dev.weft.downstream;

import com.linecorp.armeria.common.SessionProtocol;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an HTTP downstream is, as the configuration writes it.
 *
 * @param protocol {@code http} is HTTP/1.1, which every server speaks, and {@code h2c} HTTP/2 without TLS, by prior knowledge
 *     (RFC 9113, section 3.3); with {@code https} the server chooses
 * @param hostAndPort the port may be missing
 * @param basePath what stands before the path of a rule; empty, or with a slash at its beginning and none at its end
 */
record HttpTarget(SessionProtocol protocol, String hostAndPort, String basePath) {
    private static final Pattern SCHEME = Pattern.compile("(https?|h2c)://.*");
    private static final Pattern TARGET = Pattern.compile(
            "(https?|h2c)://(" + GrpcTarget.HOST_AND_PORT.pattern() + ")((?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]*)*)");

    /** Whether the target is one of these, right or wrong. */
    static boolean isHttp(String target) {
        return SCHEME.matcher(target).matches();
    }

    /** What {@code target} says, or an {@link IllegalArgumentException}. */
    static HttpTarget parse(String target) {
        Matcher parts = TARGET.matcher(target);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "target: " + target + " (expected: http://host:port/path, https://… or h2c://…)");
        }
        return new HttpTarget(
                protocol(parts.group(1)), parts.group(2), parts.group(5).replaceFirst("/+$", ""));
    }

    // Armeria's own "http" would try HTTP/2 first.
    private static SessionProtocol protocol(String scheme) {
        return switch (scheme) {
            case "http" -> SessionProtocol.H1C;
            case "h2c" -> SessionProtocol.H2C;
            default -> SessionProtocol.HTTPS;
        };
    }
}
