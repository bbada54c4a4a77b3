package dev.weft.transcoding;

import dev.weft.transcoding.PathTemplate.Kind;
import dev.weft.transcoding.PathTemplate.Segment;
import dev.weft.transcoding.PathTemplate.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses path templates by the grammar in google/api/http.proto; the template {@code /} is allowed too. */
final class PathTemplateParser {
    private static final Pattern FIELD_PATH = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final String NOT_IN_LITERALS = "{}*?#=[]\\^`|<>\"";

    private final String template;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Variable> variables = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private int at;

    private PathTemplateParser(String template) {
        this.template = template;
    }

    static PathTemplate parse(String template) throws BindingException {
        return new PathTemplateParser(template).parse();
    }

    private PathTemplate parse() throws BindingException {
        if (!template.startsWith("/")) {
            throw bad("expected: a leading slash");
        }
        int end = verbColon();
        String verb = end < template.length() ? literal(template.substring(end + 1)) : null;
        at = 1;
        if (end > 1) {
            segments(end);
        } else if (verb != null) {
            throw bad("a verb without a segment before it");
        }
        for (int i = 0; i < segments.size() - 1; i++) {
            if (segments.get(i).kind() == Kind.REST) {
                throw bad("** that is not the last segment");
            }
        }
        return new PathTemplate(template, List.copyOf(segments), List.copyOf(variables), verb);
    }

    /** Where the verb's colon is, or the end. */
    private int verbColon() {
        int colon = template.lastIndexOf(':');
        boolean last = colon > template.lastIndexOf('/') && colon > template.lastIndexOf('}');
        return last ? colon : template.length();
    }

    private void segments(int end) throws BindingException {
        while (true) {
            if (at < end && template.charAt(at) == '{') {
                variable(end);
            } else {
                int slash = template.indexOf('/', at);
                int next = slash < 0 || slash > end ? end : slash;
                segments.add(segment(template.substring(at, next)));
                at = next;
            }
            if (at == end) {
                return;
            }
            if (template.charAt(at) != '/') {
                throw bad("expected: a slash at offset " + at);
            }
            at++;
        }
    }

    private void variable(int end) throws BindingException {
        int close = template.indexOf('}', at);
        if (close < 0 || close > end) {
            throw bad("{ without }");
        }
        String inside = template.substring(at + 1, close);
        int equals = inside.indexOf('=');
        String name = equals < 0 ? inside : inside.substring(0, equals);
        if (!FIELD_PATH.matcher(name).matches()) {
            throw bad("variable: \"" + name + "\" (expected: a field's path)");
        }
        if (!names.add(name)) {
            throw bad("variable " + name + " stands there twice");
        }
        int from = segments.size();
        for (String segment : (equals < 0 ? "*" : inside.substring(equals + 1)).split("/", -1)) {
            segments.add(segment(segment));
        }
        boolean rest = segments.get(segments.size() - 1).kind() == Kind.REST;
        variables.add(new Variable(List.of(name.split("\\.", -1)), from, segments.size(), rest));
        at = close + 1;
    }

    private Segment segment(String text) throws BindingException {
        return switch (text) {
            case "*" -> new Segment(Kind.ONE, "");
            case "**" -> new Segment(Kind.REST, "");
            default -> new Segment(Kind.LITERAL, literal(text));
        };
    }

    private String literal(String text) throws BindingException {
        @Nullable String decoded = Percent.decode(text);
        boolean allowed =
                text.chars().allMatch(letter -> letter > ' ' && letter != 0x7f && NOT_IN_LITERALS.indexOf(letter) < 0);
        if (text.isEmpty() || decoded == null || !allowed) {
            throw bad("segment: \"" + text + "\" (expected: *, **, {field}, {field=...} or text)");
        }
        return decoded;
    }

    private BindingException bad(String reason) {
        return new BindingException("template \"" + template + "\": " + reason);
    }
}
