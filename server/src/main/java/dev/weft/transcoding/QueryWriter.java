package dev.weft.transcoding;

import com.google.protobuf.Descriptors.FieldDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of a request as a query. A message that is set and empty has no parameters, so it is not said. Used by one
 * thread, once.
 */
final class QueryWriter {
    private final StringBuilder query = new StringBuilder();
    private final Writing bare;
    private final Writing json;

    QueryWriter(byte[] request, int depth) {
        this.bare = new Writing(request, new JsonOutput(true, 64), true, depth);
        this.json = new Writing(request, new JsonOutput(false, 64), true, depth);
    }

    /** From the question mark on; empty when there is nothing to say. */
    String write(ObjectWriter message) throws UnwritableException {
        fields(message, 0, bare.source.length, "");
        return query.toString();
    }

    private void fields(ObjectWriter message, int start, int end, String prefix) throws UnwritableException {
        Shape shape = message.shape;
        int notes = shape.enter(bare, start, end);
        for (int slot = 0; slot < shape.fields.length; slot++) {
            if (shape.isSet(bare, notes, slot)) {
                field(shape, notes, slot, prefix);
            }
        }
        shape.leave(bare, notes);
    }

    private void field(Shape shape, int notes, int slot, String prefix) throws UnwritableException {
        FieldWriter field = shape.fields[slot];
        String name = prefix + Percent.encode(field.descriptor.getJsonName());
        Writing values = writing(field);
        if (values != null && field.descriptor.isRepeated()) {
            int first = shape.firstTag(bare, notes, slot);
            ListWriter.each(field, bare, first, shape.lastTag(bare, notes, slot), at -> value(field, values, name, at));
        } else if (values != null) {
            value(field, values, name, shape.value(bare, notes, slot));
        } else if (field.value instanceof ObjectWriter object && !field.descriptor.isRepeated()) {
            int at = shape.value(bare, notes, slot);
            int start = WireScan.afterVarint(bare.source, at);
            fields(object, start, start + (int) WireScan.varint(bare.source, at), name + ".");
        } else {
            throw new UnwritableException("no query parameter for it (expected: no repeated message, map or group)")
                    .in(field.descriptor.getFullName());
        }
    }

    /** Where the field's values are written: as text, or as JSON; null for a message without a form of its own. */
    private @Nullable Writing writing(FieldWriter field) {
        FieldDescriptor descriptor = field.descriptor;
        if (descriptor.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            return bare;
        }
        if (descriptor.isMapField()
                || descriptor.getType() == FieldDescriptor.Type.GROUP
                || field.value instanceof ObjectWriter) {
            return null;
        }
        return WellKnown.of(descriptor.getMessageType()).isStructure() ? json : bare;
    }

    private void value(FieldWriter field, Writing values, String name, int at) throws UnwritableException {
        try {
            field.value.write(values, at);
        } catch (UnwritableException e) {
            throw e.in(field.descriptor.getFullName());
        }
        query.append(query.isEmpty() ? '?' : '&').append(name).append('=');
        Percent.encode(values.out.toBytes(), false, query);
        values.out.rewind(0);
    }
}
