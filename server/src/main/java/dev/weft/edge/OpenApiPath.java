package dev.weft.edge;

import com.google.api.HttpRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a rule as OpenAPI writes it, where a parameter is one whole segment: of {@code /v1/{name=shelves/*}} it makes
 * {@code /v1/shelves/{name}}.
 *
 * @param verb the HTTP method in lower case; empty when OpenAPI has none of that name
 * @param text the path
 * @param parameters in their order
 * @param fields the request's fields that stand in the path
 */
record OpenApiPath(Optional<String> verb, String text, List<Parameter> parameters, Set<String> fields) {
    private static final Set<String> VERBS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    /** A variable, or a wildcard outside of any. */
    private static final Pattern PART = Pattern.compile("\\{([^=}]+)(?:=([^}]*))?}|\\*{1,2}");

    private static final Pattern WILDCARD = Pattern.compile("\\*{1,2}");

    /**
     * A segment that the caller chooses.
     *
     * @param field the field that it is, or is a part of; empty for a wildcard that is of no field
     * @param form how the field is put together; empty when the segment alone is the field
     */
    record Parameter(String name, String field, String form) {}

    static OpenApiPath of(HttpRule rule) {
        List<Parameter> parameters = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        String text = PART.matcher(template(rule)).replaceAll(part -> {
            if (part.group(1) == null) {
                return wildcard(parameters);
            }
            fields.add(part.group(1));
            return Matcher.quoteReplacement(variable(part, parameters));
        });
        return new OpenApiPath(verb(rule), text, List.copyOf(parameters), Set.copyOf(fields));
    }

    private static String wildcard(List<Parameter> parameters) {
        String name = "segment_" + (parameters.size() + 1);
        parameters.add(new Parameter(name, "", ""));
        return "{" + name + "}";
    }

    private static String variable(MatchResult part, List<Parameter> parameters) {
        String field = part.group(1);
        String pattern = part.group(2) == null ? "*" : part.group(2);
        long wildcards = WILDCARD.matcher(pattern).results().count();
        int before = parameters.size();
        String form = WILDCARD.matcher(pattern).replaceAll(wildcard -> {
            String name = wildcards == 1 ? field : field + "_" + (parameters.size() - before + 1);
            parameters.add(new Parameter(name, field, ""));
            return Matcher.quoteReplacement("{" + name + "}");
        });
        if (!form.equals("{" + field + "}")) {
            parameters
                    .subList(before, parameters.size())
                    .replaceAll(parameter -> new Parameter(parameter.name(), field, form));
        }
        return form;
    }

    private static String template(HttpRule rule) {
        return switch (rule.getPatternCase()) {
            case GET -> rule.getGet();
            case PUT -> rule.getPut();
            case POST -> rule.getPost();
            case DELETE -> rule.getDelete();
            case PATCH -> rule.getPatch();
            case CUSTOM -> rule.getCustom().getPath();
            case PATTERN_NOT_SET -> "";
        };
    }

    private static Optional<String> verb(HttpRule rule) {
        if (rule.getPatternCase() != HttpRule.PatternCase.CUSTOM) {
            return Optional.of(rule.getPatternCase().name().toLowerCase(Locale.ROOT));
        }
        String kind = rule.getCustom().getKind().toLowerCase(Locale.ROOT);
        if (kind.equals("*")) {
            return Optional.of(rule.getBody().isEmpty() ? "get" : "post");
        }
        return Optional.of(kind).filter(VERBS::contains);
    }
}
