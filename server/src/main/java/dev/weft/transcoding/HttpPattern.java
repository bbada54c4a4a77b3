package dev.weft.transcoding;

import com.google.api.HttpRule;
import java.util.regex.Pattern;

/** The HTTP method and the path template of a rule. */
record HttpPattern(String method, String path) {
    /** A token (RFC 9110, section 5.6.2), which {@code *} is too. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    static HttpPattern of(HttpRule rule) throws BindingException {
        HttpPattern pattern = switch (rule.getPatternCase()) {
            case GET -> new HttpPattern("GET", rule.getGet());
            case PUT -> new HttpPattern("PUT", rule.getPut());
            case POST -> new HttpPattern("POST", rule.getPost());
            case DELETE -> new HttpPattern("DELETE", rule.getDelete());
            case PATCH -> new HttpPattern("PATCH", rule.getPatch());
            case CUSTOM ->
                new HttpPattern(rule.getCustom().getKind(), rule.getCustom().getPath());
            case PATTERN_NOT_SET ->
                throw new BindingException("no pattern (expected: get, put, post, delete, patch or custom)");
        };
        if (!TOKEN.matcher(pattern.method()).matches()) {
            throw new BindingException("custom.kind: \"" + pattern.method() + "\" (expected: an HTTP method, or *)");
        }
        if (pattern.method().equals("GET") && !rule.getBody().isEmpty()) {
            throw new BindingException("body: \"" + rule.getBody() + "\" (expected: none, as it is a GET)");
        }
        return pattern;
    }
}
