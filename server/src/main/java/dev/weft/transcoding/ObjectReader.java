package dev.weft.transcoding;

import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads messages from JSON objects: fields by their {@code json_name} or their proto name, each once, of a oneof one member. */
final class ObjectReader extends MessageReader {
    private Map<String, FieldReader> fields = Map.of();
    private Excluded elsewhere = Excluded.NOTHING;

    ObjectReader(Descriptor descriptor) {
        super(descriptor);
    }

    /** @param elsewhere fields that are taken from somewhere else: what stands here is checked and dropped */
    void compiled(List<FieldReader> readers, Excluded elsewhere) {
        Map<String, FieldReader> byName = new HashMap<>();
        readers.forEach(field -> byName.put(field.descriptor.getName(), field));
        readers.forEach(field -> byName.put(field.descriptor.getJsonName(), field));
        this.fields = Map.copyOf(byName);
        this.elsewhere = elsewhere;
    }

    @Nullable
    FieldReader field(String name) {
        return fields.get(name);
    }

    @Override
    void content(Reading r) throws IOException, BadValueException {
        expectObject(r);
        fields(r, "");
    }

    /** Reads the fields up to the end of the object, and passes over the one called {@code skipped}. */
    void fields(Reading r, String skipped) throws IOException {
        BitSet seen = new BitSet();
        BitSet seenOneofs = new BitSet();
        while (r.json.nextToken() != JsonToken.END_OBJECT) {
            String name = r.json.currentName();
            FieldReader field = fields.get(name);
            r.json.nextToken();
            if (field != null) {
                field(r, field, seen, seenOneofs);
            } else if (name.equals(skipped)) {
                once(r, seen, descriptor.getFields().size());
                r.json.skipChildren();
            } else {
                unknown(r);
            }
        }
    }

    private void field(Reading r, FieldReader field, BitSet seen, BitSet seenOneofs) throws IOException {
        if (!once(r, seen, field.index)) {
            r.json.skipChildren();
            return;
        }
        OneofDescriptor oneof = field.descriptor.getRealContainingOneof();
        if (oneof != null && (r.token() != JsonToken.VALUE_NULL || field.takesNull)) {
            if (seenOneofs.get(oneof.getIndex())) {
                r.wrong(
                        field.descriptor.getFullName(),
                        "another field of " + oneof.getName() + " is given",
                        "one of them");
            }
            seenOneofs.set(oneof.getIndex());
        }
        int mark = r.out.length();
        field.read(r);
        if (elsewhere.contains(field.descriptor)) {
            r.out.rewind(mark);
        }
    }

    private boolean once(Reading r, BitSet seen, int index) {
        if (seen.get(index)) {
            r.wrong(descriptor.getFullName(), "given twice", "once");
            return false;
        }
        seen.set(index);
        return true;
    }

    private void unknown(Reading r) throws IOException {
        if (!r.lenient) {
            r.wrong(descriptor.getFullName(), "unknown field", "a field of " + descriptor.getFullName());
        }
        r.json.skipChildren();
    }
}
