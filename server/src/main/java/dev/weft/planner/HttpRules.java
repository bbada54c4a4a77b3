package dev.weft.planner;

import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.schema.Options;
import dev.weft.schema.Schema;
import dev.weft.schema.Spot;
import dev.weft.transcoding.BindingException;
import dev.weft.transcoding.HttpBinding;
import dev.weft.transcoding.JsonLimits;
import dev.weft.transcoding.JsonMapping;
import java.util.Set;

/** Checks that methods can be called over HTTP, where their downstream speaks that. */
final class HttpRules {
    /** Those that HTTP's servers and clients know; {@code *} is any. */
    static final Set<String> VERBS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "*");

    private final JsonMapping json;
    private final Findings findings;

    HttpRules(Schema schema, Findings findings) {
        this.json = new JsonMapping(schema::message, JsonLimits.DEFAULT);
        this.findings = findings;
    }

    /** Reports when {@code method}, which is named at {@code spot}, has no google.api.http rule that can be run. */
    void check(MethodDescriptor method, String downstream, Spot spot) {
        String name = Methods.name(method).toString();
        String why = ", and downstream \"" + downstream + "\" is called over HTTP";
        if (Options.http(method).isEmpty()) {
            findings.error(spot, name + " has no google.api.http rule" + why + " (expected: a rule in its .proto)");
            return;
        }
        try {
            String verb = HttpBinding.compile(method, Options.http(method).get(), json)
                    .get(0)
                    .httpMethod();
            if (!VERBS.contains(verb)) {
                findings.error(
                        spot, name + " is an HTTP " + verb + why + " (expected: get, put, post, delete or patch)");
            }
        } catch (BindingException e) {
            findings.error(
                    spot,
                    "downstream \"" + downstream + "\" is called over HTTP, and a google.api.http rule cannot be run: "
                            + e.getMessage());
        }
    }
}
