package dev.weft.transcoding;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the fields that a query sets: {@code sub.field=value}, by {@code json_name} or proto name; of a repeated field once for
 * each element. A message that has a JSON form of its own is written in it: a Timestamp as its text, a Struct as JSON.
 */
final class QueryReader {
    private final ObjectReader root;
    private final List<List<FieldDescriptor>> elsewhere;
    private final ReaderCompiler readers;
    private final JsonLimits limits;

    /** @param elsewhere paths of the fields that the path or the body sets */
    QueryReader(ObjectReader root, List<List<FieldDescriptor>> elsewhere, ReaderCompiler readers, JsonLimits limits) {
        this.root = root;
        this.elsewhere = elsewhere;
        this.readers = readers;
        this.limits = limits;
    }

    void read(String rawQuery, FieldTree tree, Problems problems) {
        for (String parameter : rawQuery.split("&", -1)) {
            if (!parameter.isEmpty()) {
                int equals = parameter.indexOf('=');
                String rawName = equals < 0 ? parameter : parameter.substring(0, equals);
                parameter(rawName, equals < 0 ? "" : parameter.substring(equals + 1), tree, problems);
            }
        }
    }

    private void parameter(String rawName, String rawValue, FieldTree tree, Problems problems) {
        String name = Percent.decodeQuery(rawName);
        String value = Percent.decodeQuery(rawValue);
        String place = name == null ? rawName : name;
        try {
            if (name == null || value == null) {
                throw BadValueException.kind("not UTF-8 that is percent-encoded", "a name and value in UTF-8");
            }
            set(name, value, tree, problems);
        } catch (BadValueException e) {
            problems.add(place, root.descriptor.getFullName(), e.found, e.expected);
        }
    }

    private void set(String name, String value, FieldTree tree, Problems problems) throws BadValueException {
        List<FieldReader> path = path(name);
        FieldTree at = tree;
        for (FieldReader field : path) {
            if (!at.claim(field.descriptor)) {
                throw BadValueException.kind("another field of the same oneof is given", "one of them");
            }
            if (field != path.get(path.size() - 1)) {
                at = at.child(field.descriptor);
            }
        }
        FieldReader field = path.get(path.size() - 1);
        byte[] bytes = value(field, name, value, problems);
        if (!at.add(field, bytes)) {
            throw BadValueException.kind("given twice", "once");
        }
    }

    private List<FieldReader> path(String name) throws BadValueException {
        List<FieldReader> path = new ArrayList<>();
        List<FieldDescriptor> descriptors = new ArrayList<>();
        ObjectReader message = root;
        for (String part : name.split("\\.", -1)) {
            FieldReader field = message == null ? null : message.field(part);
            if (field == null || path.size() > limits.depth()) {
                throw BadValueException.kind("unknown query parameter", "a field of " + root.descriptor.getFullName());
            }
            path.add(field);
            descriptors.add(field.descriptor);
            if (elsewhere.contains(descriptors)) {
                throw BadValueException.kind("a query parameter", "no such one: the path or the body says it");
            }
            message = !field.descriptor.isRepeated() && field.value instanceof ObjectReader object ? object : null;
        }
        return path;
    }

    /** The value's wire bytes, without a tag. */
    private byte[] value(FieldReader field, String name, String value, Problems problems) throws BadValueException {
        WireOutput out = new WireOutput();
        if (field.text != null) {
            field.text.read(value, out);
        } else if (isStructure(field.descriptor)) {
            // Bytes of a value that is wrong in part are of no use, and are not used: there is a problem.
            byte[] json = value.getBytes(StandardCharsets.UTF_8);
            new JsonSource(json, readers, limits).read(name, out, problems, false, r -> structure(r, field));
        } else {
            throw BadValueException.kind("a message or map", "the parameters of its fields, or the request's body");
        }
        return out.toBytes();
    }

    static boolean isStructure(FieldDescriptor field) {
        return field.getType() == FieldDescriptor.Type.MESSAGE
                && !field.isMapField()
                && WellKnown.of(field.getMessageType()).isStructure();
    }

    private static void structure(Reading r, FieldReader field) throws IOException {
        try {
            field.value.read(r);
        } catch (BadValueException e) {
            r.bad(field.descriptor.getFullName(), e);
        }
    }
}
