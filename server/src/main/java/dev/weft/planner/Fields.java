package dev.weft.planner;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.diagnostics.Findings;
import dev.weft.diagnostics.Suggestion;
import dev.weft.expression.Expression.Step;
import dev.weft.expression.Variable;
import dev.weft.schema.Spot;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds fields by name, and those that Weft cannot copy. */
final class Fields {
    private Fields() {}

    /** The field that a step names in {@code type}; reported when there is none. {@code owner} is what has it, for people. */
    static Optional<FieldDescriptor> find(Descriptor type, Step step, String owner, Spot spot, Findings findings) {
        FieldDescriptor field = type.findFieldByName(step.field());
        if (field == null) {
            findings.error(spot.at(step.offset()), owner + " has no field " + missing(type, step.field()));
            return Optional.empty();
        }
        if (isDelimited(field)) {
            findings.error(spot.at(step.offset()), delimited(field));
            return Optional.empty();
        }
        return Optional.of(field);
    }

    /** {@code "usr" (expected: user; did you mean "user"?)}. */
    static String missing(Descriptor type, String name) {
        return "\"" + name + "\" "
                + Suggestion.expected(
                        name,
                        type.getFields().stream().map(FieldDescriptor::getName).toList());
    }

    static boolean isDelimited(FieldDescriptor field) {
        return field.getType() == FieldDescriptor.Type.GROUP;
    }

    static String delimited(FieldDescriptor field) {
        return field.getFullName()
                + " is a group, or a field with delimited encoding, which Weft does not copy (expected: a field "
                + "with length-prefixed encoding)";
    }

    /** The first such field in messages of {@code type}, at any depth. */
    static Optional<FieldDescriptor> delimitedIn(Descriptor type) {
        return delimitedIn(type, new HashSet<>());
    }

    private static Optional<FieldDescriptor> delimitedIn(Descriptor type, Set<Descriptor> seen) {
        if (!seen.add(type)) {
            return Optional.empty();
        }
        for (FieldDescriptor field : type.getFields()) {
            if (isDelimited(field)) {
                return Optional.of(field);
            }
            Optional<FieldDescriptor> inner =
                    Types.isMessage(field) ? delimitedIn(field.getMessageType(), seen) : Optional.empty();
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }

    /** The first such field on a path of names that begins in what {@code variable} stands for. */
    static Optional<FieldDescriptor> delimitedOn(Variable variable, String path) {
        FieldDescriptor at = variable.field().orElse(null);
        Descriptor type = at == null ? variable.message() : null;
        for (String name : path.split("\\.", -1)) {
            if (at != null) {
                type = Types.isMessage(at) && !at.isMapField() ? at.getMessageType() : null;
            }
            at = type == null ? null : type.findFieldByName(name);
            if (at == null) {
                return Optional.empty();
            }
            if (isDelimited(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** A message without a field that it requires is damaged to its reader; and what fills a field here may always be missing. */
    static String unkept(FieldDescriptor field) {
        return Types.name(field) + " is required, and may have no value"
                + " (expected: an optional field, or one that is filled from a required field of the same name)";
    }
}
