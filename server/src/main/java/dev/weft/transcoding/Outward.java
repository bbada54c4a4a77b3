package dev.weft.transcoding;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A binding towards a downstream: the request message to path, query and body. Immutable. */
final class Outward {
    private final String httpMethod;
    private final JsonLimits limits;
    private final @Nullable PathWriter path;
    private final PathTemplate template;
    private final @Nullable ObjectWriter query;
    private final @Nullable JsonWriter wholeBody;
    private final @Nullable UnwrappedWriter bodyField;

    Outward(String httpMethod, RuleFields rule, JsonMapping json) {
        this.httpMethod = httpMethod;
        this.limits = json.limits;
        this.template = rule.template();
        MessageWriter root = json.writers.writer(rule.input());
        Excluded bound = new Excluded(rule.variables());
        boolean isObject = root instanceof ObjectWriter;
        this.path = root instanceof ObjectWriter object ? new PathWriter(rule, object, limits.depth() + 1) : null;
        this.query = rule.bodyIsAll() || !isObject
                ? null
                : json.writers.without(rule.input(), new Excluded(rule.elsewhere()));
        this.wholeBody = rule.bodyIsAll()
                ? new JsonWriter(isObject ? json.writers.without(rule.input(), bound) : root, limits)
                : null;
        this.bodyField = rule.bodyField() == null ? null : json.writers.only(rule.bodyField(), bound);
    }

    Sending send(byte[] request) {
        try {
            String pathAndQuery = path(request) + (query == null ? "" : query(query, request));
            Optional<byte[]> body = body(request);
            return new Sending.Sendable(new HttpCallRequest(method(body), pathAndQuery, body));
        } catch (UnwritableException e) {
            return new Sending.Unsendable(e.describe());
        }
    }

    private String path(byte[] request) throws UnwritableException {
        return path == null ? template.text() : path.write(request);
    }

    private String query(ObjectWriter message, byte[] request) throws UnwritableException {
        return new QueryWriter(request, limits.depth() + 1).write(message);
    }

    private Optional<byte[]> body(byte[] request) throws UnwritableException {
        if (wholeBody != null) {
            return Optional.of(wholeBody.writeExactly(request));
        }
        return bodyField == null ? Optional.empty() : body(bodyField, request);
    }

    /** A field that is not set has no JSON but null, which says the same as no body. */
    private Optional<byte[]> body(UnwrappedWriter field, byte[] request) throws UnwritableException {
        byte[] body = new JsonWriter(field, limits).writeExactly(request);
        return field.isSet(request, limits.depth() + 1) ? Optional.of(body) : Optional.empty();
    }

    /** A rule for any method has to be sent as one. */
    private String method(Optional<byte[]> body) {
        if (!httpMethod.equals("*")) {
            return httpMethod;
        }
        return body.isPresent() ? "POST" : "GET";
    }
}
