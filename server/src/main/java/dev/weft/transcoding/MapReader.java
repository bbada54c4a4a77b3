package dev.weft.transcoding;

import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Reads a map field, its tags included, from an object: every entry a message of a key and a value. */
final class MapReader implements ValueReader {
    private final FieldDescriptor field;
    private final TextReader key;
    private final int keyTag;
    private final FieldReader value;

    MapReader(FieldDescriptor field, FieldReader key, TextReader text, FieldReader value) {
        this.field = field;
        this.key = text;
        this.keyTag = key.tag;
        this.value = value;
    }

    @Override
    public void read(Reading r) throws IOException, BadValueException {
        MessageReader.expectObject(r);
        r.enter();
        Set<String> keys = new HashSet<>();
        while (r.json.nextToken() != JsonToken.END_OBJECT) {
            String name = r.json.currentName();
            r.json.nextToken();
            int mark = r.out.length();
            try {
                entry(r, name, keys);
            } catch (BadValueException e) {
                r.out.rewind(mark);
                r.bad(field.getFullName(), e);
            }
        }
        r.leave();
    }

    private void entry(Reading r, String name, Set<String> keys) throws IOException, BadValueException {
        r.out.tag(WireScan.tag(field.getNumber(), WireScan.LENGTH));
        int start = r.out.open();
        r.out.tag(keyTag);
        int keyStart = r.out.length();
        key.read(name, r.out);
        if (!keys.add(new String(r.out.toBytes(keyStart), StandardCharsets.ISO_8859_1))) {
            throw BadValueException.kind("key given twice", "once");
        }
        if (r.token() == JsonToken.VALUE_NULL && !value.takesNull) {
            throw BadValueException.kind("null", "no null in a map");
        }
        r.out.tag(value.tag);
        value.value.read(r);
        r.out.close(start);
    }
}
