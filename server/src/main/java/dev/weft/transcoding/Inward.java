package dev.weft.transcoding;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A binding towards Weft: path, query and body to the request message. Immutable. */
final class Inward {
    private final RuleFields rule;
    private final JsonMapping json;
    private final MessageReader wholeBody;
    private final @Nullable FieldReader bodyField;
    private final @Nullable ObjectReader bodyMessage;
    private final @Nullable QueryReader query;
    private final List<List<FieldReader>> variables;

    Inward(RuleFields rule, JsonMapping json) {
        this.rule = rule;
        this.json = json;
        Excluded bound = new Excluded(rule.variables());
        MessageReader root = json.readers.reader(rule.input());
        this.wholeBody = root instanceof ObjectReader ? json.readers.without(rule.input(), bound) : root;
        this.bodyField = rule.bodyField() == null ? null : json.readers.field(rule.bodyField());
        this.bodyMessage = bodyField != null
                        && bodyField.value instanceof ObjectReader message
                        && !bodyField.descriptor.isRepeated()
                ? json.readers.without(message.descriptor, bound.in(bodyField.descriptor))
                : null;
        this.query = root instanceof ObjectReader object && !rule.bodyIsAll()
                ? new QueryReader(object, rule.elsewhere(), json.readers, json.limits)
                : null;
        this.variables = rule.variables().stream()
                .map(path -> path.stream().map(json.readers::field).toList())
                .toList();
    }

    Decoded request(PathMatch match, @Nullable String rawQuery, byte[] body) {
        Problems.ForAuthor problems = new Problems.ForAuthor(json.limits.violations());
        WireOutput out = new WireOutput();
        FieldTree tree = new FieldTree();
        try {
            for (int i = 0; i < variables.size(); i++) {
                variable(i, match.values().get(i), tree, problems);
            }
            query(rawQuery == null ? "" : rawQuery, tree, problems);
            body(body, out, tree, problems);
        } catch (StopReadingException e) {
            return new Decoded.Invalid(problems.violations());
        }
        tree.write(out);
        return problems.violations().isEmpty()
                ? new Decoded.Message(out.toBytes())
                : new Decoded.Invalid(problems.violations());
    }

    private void variable(int index, String raw, FieldTree tree, Problems problems) {
        PathTemplate.Variable variable = rule.template().variables().get(index);
        List<FieldReader> path = variables.get(index);
        FieldReader field = path.get(path.size() - 1);
        FieldTree at = tree;
        for (FieldReader parent : path.subList(0, path.size() - 1)) {
            at.claim(parent.descriptor);
            at = at.child(parent.descriptor);
        }
        at.claim(field.descriptor);
        try {
            at.add(field, value(field, variable, raw));
        } catch (BadValueException e) {
            problems.add(variable.name(), field.descriptor.getFullName(), e.found, e.expected);
        }
    }

    private static byte[] value(FieldReader field, PathTemplate.Variable variable, String raw)
            throws BadValueException {
        String text = variable.isMulti() ? Percent.decodeSegments(raw) : Percent.decode(raw);
        if (text == null || field.text == null) {
            throw BadValueException.of(raw, "UTF-8 that is percent-encoded");
        }
        WireOutput out = new WireOutput();
        field.text.read(text, out);
        return out.toBytes();
    }

    private void query(String rawQuery, FieldTree tree, Problems problems) {
        if (query != null) {
            query.read(rawQuery, tree, problems);
        } else if (!rawQuery.isEmpty()) {
            problems.add("", rule.input().getFullName(), "a query", "none: the body says all that the path does not");
        }
    }

    private void body(byte[] body, WireOutput out, FieldTree tree, Problems problems) {
        if (body.length == 0) {
            return;
        }
        JsonSource source = new JsonSource(body, json.readers, json.limits);
        if (rule.bodyIsAll()) {
            source.read("", out, problems, false, r -> JsonReader.root(r, wholeBody));
        } else if (bodyField != null) {
            String name = bodyField.descriptor.getJsonName();
            source.read(name, out, problems, false, r -> bodyField(r, bodyField, tree));
        } else {
            problems.add("", rule.input().getFullName(), "a body", "none");
        }
    }

    private void bodyField(Reading r, FieldReader field, FieldTree tree) throws IOException {
        boolean isSet = r.token() != JsonToken.VALUE_NULL || field.takesNull;
        if (isSet && !tree.claim(field.descriptor)) {
            r.wrong(field.descriptor.getFullName(), "another field of the same oneof is given", "one of them");
        }
        if (isSet && bodyMessage != null) {
            tree.child(field.descriptor).begin(message(r, field, bodyMessage));
        } else {
            field.read(r);
        }
    }

    /** The content of the body's message, to which the path adds its fields. */
    private static byte[] message(Reading r, FieldReader field, ObjectReader reader) throws IOException {
        int mark = r.out.length();
        try {
            reader.nested(r);
        } catch (BadValueException e) {
            r.bad(field.descriptor.getFullName(), e);
        }
        byte[] content = r.out.toBytes(mark);
        r.out.rewind(mark);
        return content;
    }
}
