package dev.weft.transcoding;

import com.google.protobuf.Descriptors.Descriptor;

/** Writes messages as JSON objects, their fields in the order of their numbers. */
final class ObjectWriter extends MessageWriter {
    ObjectWriter(Descriptor descriptor) {
        super(descriptor);
    }

    @Override
    void noted(Writing w, int notes) throws UnwritableException {
        w.out.raw('{');
        fields(w, notes, 1);
        w.out.raw('}');
    }

    /** Writes the fields, each with a comma before it, of which {@code skip} bytes are left out before the first. */
    void fields(Writing w, int notes, int skip) throws UnwritableException {
        int from = skip;
        FieldWriter[] fields = shape.fields;
        for (int slot = 0; slot < fields.length; slot++) {
            FieldWriter field = fields[slot];
            if (shape.isSet(w, notes, slot)) {
                w.out.raw(field.name, from, field.name.length);
                shape.write(w, notes, slot);
                from = 0;
            } else if (field.absent != null && !w.exact) {
                w.out.raw(field.absent, from, field.absent.length);
                from = 0;
            }
        }
    }
}
