package dev.weft.transcoding;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.plan.ReadMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One binding of a method to HTTP, compiled from its google.api.http rule (google/api/http.proto) and run in both directions: inward,
 * {@link #request} and {@link #answer}, where Weft serves HTTP; outward, {@link #send} and {@link #receive}, where a
 * downstream does. Immutable, safe for use by many threads.
 */
public final class HttpBinding {
    private final MethodDescriptor method;
    private final String httpMethod;
    private final PathTemplate path;
    private final Inward inward;
    private final Outward outward;
    private final Answers answers;

    private HttpBinding(String httpMethod, RuleFields rule, JsonMapping json) {
        this.method = rule.method();
        this.httpMethod = httpMethod;
        this.path = rule.template();
        this.inward = new Inward(rule, json);
        this.outward = new Outward(httpMethod, rule, json);
        this.answers = new Answers(rule, json);
    }

    /**
     * The bindings of a method: that of the rule first, then the {@code additional_bindings} in their order.
     *
     * @throws BindingException when a binding cannot be run
     */
    public static List<HttpBinding> compile(MethodDescriptor method, HttpRule rule, JsonMapping json)
            throws BindingException {
        List<HttpBinding> bindings = new ArrayList<>();
        bindings.add(binding(method, rule, json));
        for (HttpRule additional : rule.getAdditionalBindingsList()) {
            if (additional.getAdditionalBindingsCount() > 0) {
                throw new BindingException(method.getFullName() + ": additional_bindings in additional_bindings");
            }
            bindings.add(binding(method, additional, json));
        }
        return List.copyOf(bindings);
    }

    private static HttpBinding binding(MethodDescriptor method, HttpRule rule, JsonMapping json)
            throws BindingException {
        try {
            HttpPattern pattern = HttpPattern.of(rule);
            PathTemplate template = PathTemplateParser.parse(pattern.path());
            return new HttpBinding(pattern.method(), RuleFields.resolve(method, rule, template), json);
        } catch (BindingException e) {
            throw new BindingException(method.getFullName() + ": " + e.getMessage());
        }
    }

    /** The method that is bound. */
    public MethodDescriptor method() {
        return method;
    }

    /** GET and so on; {@code *} for any. */
    public String httpMethod() {
        return httpMethod;
    }

    /** The path template, as it is written in the rule. */
    public String template() {
        return path.text();
    }

    PathTemplate path() {
        return path;
    }

    boolean isOfAnyMethod() {
        return httpMethod.equals("*");
    }

    /** Matches a path, percent-encoded as it came and without the query. */
    public Optional<PathMatch> match(String rawPath) {
        List<String> segments = PathTemplate.split(rawPath);
        return segments == null ? Optional.empty() : path.match(segments);
    }

    /**
     * The request message of an HTTP request, or all that is wrong with it. A field that the path sets is taken from there, whatever
     * the body says.
     *
     * @param match of this binding
     * @param rawQuery percent-encoded as it came, without the question mark; null when there is none
     * @param body JSON in UTF-8; of length 0 when there is none
     */
    public Decoded request(PathMatch match, @Nullable String rawQuery, byte[] body) {
        return inward.request(match, rawQuery, body);
    }

    /**
     * The JSON of an answer: of the whole message, or of the {@code response_body}. A value without a JSON form is null.
     *
     * @throws UnwritableException when the bytes are no message
     */
    public byte[] answer(byte[] message) throws UnwritableException {
        return answer(message, null);
    }

    /**
     * The JSON of a part of an answer: what was not asked for is not named.
     *
     * @param asked what was asked for; null for all of it
     * @throws UnwritableException when the bytes are no message
     */
    public byte[] answer(byte[] message, @Nullable ReadMask asked) throws UnwritableException {
        return answers.write(message, asked);
    }

    /** The HTTP request for a request message, or why this binding has none. */
    public Sending send(byte[] request) {
        return outward.send(request);
    }

    /** The answer message of the JSON of an answer: of the whole message, or of the {@code response_body}. */
    public Received receive(byte[] json) {
        return answers.read(json);
    }
}
