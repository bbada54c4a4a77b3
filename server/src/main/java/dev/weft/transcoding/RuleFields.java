package dev.weft.transcoding;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a rule names, found in the method's types.
 *
 * @param variables the path of fields of each variable of the template
 * @param bodyIsAll whether the body is {@code *}
 * @param bodyField the field that the body is
 * @param responseField the field that the answer's body is; null when it is the whole message
 */
record RuleFields(
        MethodDescriptor method,
        PathTemplate template,
        List<List<FieldDescriptor>> variables,
        boolean bodyIsAll,
        @Nullable FieldDescriptor bodyField,
        @Nullable FieldDescriptor responseField) {
    private static final String HTTP_BODY = "google.api.HttpBody";

    static RuleFields resolve(MethodDescriptor method, HttpRule rule, PathTemplate template) throws BindingException {
        Descriptor input = method.getInputType();
        List<List<FieldDescriptor>> variables = new ArrayList<>();
        for (PathTemplate.Variable variable : template.variables()) {
            variables.add(variable(input, variable));
        }
        boolean all = rule.getBody().equals("*");
        FieldDescriptor body = all || rule.getBody().isEmpty() ? null : field(input, "body", rule.getBody());
        FieldDescriptor response = rule.getResponseBody().isEmpty()
                ? null
                : field(method.getOutputType(), "response_body", rule.getResponseBody());
        RuleFields fields = new RuleFields(method, template, List.copyOf(variables), all, body, response);
        fields.check();
        return fields;
    }

    private static List<FieldDescriptor> variable(Descriptor input, PathTemplate.Variable variable)
            throws BindingException {
        List<FieldDescriptor> path = new ArrayList<>();
        Descriptor message = input;
        for (String name : variable.path()) {
            if (message == null || WellKnown.of(message) != WellKnown.NONE) {
                throw bad(variable, "no message has a field " + name + " there");
            }
            FieldDescriptor field = field(message, "variable", name);
            if (field.isRepeated()) {
                throw bad(variable, field.getFullName() + " is repeated (expected: a singular field)");
            }
            path.add(field);
            message = field.getType() == FieldDescriptor.Type.MESSAGE ? field.getMessageType() : null;
        }
        FieldDescriptor last = path.get(path.size() - 1);
        if (last.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            throw bad(variable, last.getFullName() + " is a message (expected: a field of a scalar type)");
        }
        return List.copyOf(path);
    }

    private static BindingException bad(PathTemplate.Variable variable, String reason) {
        return new BindingException("variable {" + variable.name() + "}: " + reason);
    }

    private static FieldDescriptor field(Descriptor message, String part, String name) throws BindingException {
        FieldDescriptor field = message.findFieldByName(name);
        if (field == null) {
            throw new BindingException(
                    part + ": \"" + name + "\" (expected: a field of " + message.getFullName() + ")");
        }
        return field;
    }

    private void check() throws BindingException {
        if (bodyField != null && variables.contains(List.of(bodyField))) {
            throw new BindingException("body: \"" + bodyField.getName() + "\" is a variable of the path too");
        }
        if (!bodyIsAll && WellKnown.of(input()) != WellKnown.NONE) {
            throw new BindingException("body: a " + input().getFullName() + " is one JSON value (expected: \"*\")");
        }
        Stream<Descriptor> bodies = Stream.of(
                bodyIsAll ? input() : messageOf(bodyField),
                responseField == null ? method.getOutputType() : messageOf(responseField));
        if (bodies.anyMatch(body -> body != null && body.getFullName().equals(HTTP_BODY))) {
            throw new BindingException("body: " + HTTP_BODY + " (expected: a message that has JSON)");
        }
    }

    private static @Nullable Descriptor messageOf(@Nullable FieldDescriptor field) {
        return field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? field.getMessageType() : null;
    }

    Descriptor input() {
        return method.getInputType();
    }

    /** The paths of the fields that no query parameter sets: the path's variables and the body's field. */
    List<List<FieldDescriptor>> elsewhere() {
        List<List<FieldDescriptor>> elsewhere = new ArrayList<>(variables);
        if (bodyField != null) {
            elsewhere.add(List.of(bodyField));
        }
        return List.copyOf(elsewhere);
    }
}
