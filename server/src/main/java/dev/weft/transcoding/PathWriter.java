package dev.weft.transcoding;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the path of a request. What would make another URL of it is an error: an empty segment, {@code .} and {@code ..}, a value that
 * is not what its variable stands for.
 */
final class PathWriter {
    private final PathTemplate template;
    private final List<List<FieldDescriptor>> variables;
    private final ObjectWriter message;
    private final int depth;

    PathWriter(RuleFields rule, ObjectWriter message, int depth) {
        this.template = rule.template();
        this.variables = rule.variables();
        this.message = message;
        this.depth = depth;
    }

    String write(byte[] request) throws UnwritableException {
        StringBuilder path = new StringBuilder();
        int segment = 0;
        for (int i = 0; i < variables.size(); i++) {
            PathTemplate.Variable variable = template.variables().get(i);
            literals(segment, variable.from(), path);
            path.append('/').append(value(variable, text(variables.get(i), request)));
            segment = variable.to();
        }
        literals(segment, template.segments().size(), path);
        if (path.isEmpty()) {
            path.append('/');
        }
        return template.verb() == null
                ? path.toString()
                : path.append(':')
                        .append(Percent.encodeLiteral(template.verb()))
                        .toString();
    }

    private void literals(int from, int to, StringBuilder path) throws UnwritableException {
        for (PathTemplate.Segment segment : template.segments().subList(from, to)) {
            if (segment.kind() != PathTemplate.Kind.LITERAL) {
                throw new UnwritableException("wildcard of no field in the template " + template.text());
            }
            path.append('/').append(Percent.encodeLiteral(segment.literal()));
        }
    }

    private String value(PathTemplate.Variable variable, byte @Nullable [] text) throws UnwritableException {
        if (text == null || text.length == 0) {
            throw new UnwritableException("empty (expected: a value, as it is a part of the path)").in(variable.name());
        }
        StringBuilder encoded = new StringBuilder();
        Percent.encode(text, variable.isMulti(), encoded);
        List<String> segments = Arrays.asList(encoded.toString().split("/", -1));
        boolean another = segments.stream().anyMatch(each -> each.isEmpty() || each.equals(".") || each.equals(".."));
        if (another || !template.fits(segments, variable.from(), variable.to())) {
            throw new UnwritableException("does not fit the template " + template.text()).in(variable.name());
        }
        return encoded.toString();
    }

    /** The field's value as text; null when it, or a message on the way to it, is not set. */
    private byte @Nullable [] text(List<FieldDescriptor> path, byte[] request) throws UnwritableException {
        Writing w = new Writing(request, new JsonOutput(true, 64), true, depth);
        ObjectWriter at = message;
        int start = 0;
        int end = request.length;
        for (FieldDescriptor parent : path.subList(0, path.size() - 1)) {
            int slot = at.shape.slot(parent.getNumber());
            int value = at.shape.value(w, at.shape.enter(w, start, end), slot);
            if (value < 0) {
                return null;
            }
            start = WireScan.afterVarint(request, value);
            end = start + (int) WireScan.varint(request, value);
            at = (ObjectWriter) at.shape.fields[slot].value;
        }
        return text(w, at.shape, path.get(path.size() - 1), start, end);
    }

    private static byte @Nullable [] text(Writing w, Shape shape, FieldDescriptor field, int start, int end)
            throws UnwritableException {
        int slot = shape.slot(field.getNumber());
        int value = shape.value(w, shape.enter(w, start, end), slot);
        if (value >= 0) {
            shape.fields[slot].value.write(w, value);
            return w.out.toBytes();
        }
        return field.hasPresence()
                ? null
                : ScalarWriters.absent(field).replace("\"", "").getBytes(StandardCharsets.UTF_8);
    }
}
