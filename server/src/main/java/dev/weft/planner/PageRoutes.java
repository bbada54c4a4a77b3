package dev.weft.planner;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.schema.Options;
import dev.weft.schema.Schema;
import dev.weft.schema.Spot;
import dev.weft.transcoding.BindingException;
import dev.weft.transcoding.HttpBinding;
import dev.weft.transcoding.JsonLimits;
import dev.weft.transcoding.JsonMapping;
import dev.weft.transcoding.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the pages' own google.api.http rules: that each can be run, and that no two match the same requests. */
final class PageRoutes {
    private final JsonMapping json;
    private final Findings findings;
    private final List<HttpBinding> bindings = new ArrayList<>();

    PageRoutes(Schema schema, Findings findings) {
        this.json = new JsonMapping(schema::message, JsonLimits.DEFAULT);
        this.findings = findings;
    }

    /** Reports when the page's rule, if it has one, cannot be served beside those of the pages before it. */
    void check(MethodDescriptor page) {
        Optional<HttpRule> rule = Options.http(page);
        if (rule.isPresent() && !Streaming.isUnary(page)) {
            findings.error(
                    Spot.http(page),
                    page.getName() + " is " + Streaming.words(page)
                            + " and has a google.api.http rule: there are no streams in JSON (expected: no rule, or a unary rpc)");
        } else {
            rule.ifPresent(it -> check(page, it));
        }
    }

    private void checkVerb(MethodDescriptor page, HttpBinding binding) {
        if (binding.method().equals(page) && !HttpRules.VERBS.contains(binding.httpMethod())) {
            findings.error(
                    Spot.http(page),
                    page.getFullName() + ": custom.kind: \"" + binding.httpMethod()
                            + "\" (expected: a method of HTTP: HEAD, OPTIONS, or *)");
        }
    }

    private void check(MethodDescriptor page, HttpRule rule) {
        try {
            List<HttpBinding> all = new ArrayList<>(bindings);
            all.addAll(HttpBinding.compile(page, rule, json));
            Routes.of(all);
            all.forEach(binding -> checkVerb(page, binding));
            bindings.addAll(all.subList(bindings.size(), all.size()));
        } catch (BindingException e) {
            findings.error(Spot.http(page), String.valueOf(e.getMessage()));
        }
    }
}
