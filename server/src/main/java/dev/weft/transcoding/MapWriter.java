package dev.weft.transcoding;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a map field as one object. Of entries with the same key the last one counts: no key is written twice. */
final class MapWriter implements FieldWriter.Occurrences {
    private static final int KEY = 0;
    private static final int VALUE = 1;

    private final FieldWriter field;
    private final ObjectWriter entry;

    MapWriter(FieldWriter field, ObjectWriter entry) {
        this.field = field;
        this.entry = entry;
    }

    @Override
    public void write(Writing w, int firstTag, int lastTag) throws UnwritableException {
        w.out.raw('{');
        if (firstTag == lastTag) {
            entry(w, firstTag);
        } else {
            int written = 0;
            for (int tag : distinct(w, firstTag, lastTag).values()) {
                if (written++ > 0) {
                    w.out.raw(',');
                }
                entry(w, tag);
            }
        }
        w.out.raw('}');
    }

    /** The tags of the entries that count, by their keys as JSON. */
    private Map<String, Integer> distinct(Writing w, int firstTag, int lastTag) throws UnwritableException {
        Map<String, Integer> tags = new LinkedHashMap<>();
        int mark = w.out.length();
        for (int at = firstTag; at <= lastTag; ) {
            int tag = (int) WireScan.varint(w.source, at);
            if (tag == field.tag) {
                int notes = enter(w, at);
                key(w, notes);
                entry.shape.leave(w, notes);
                tags.put(w.out.cut(mark), at);
            }
            at = WireScan.skip(w.source, tag, WireScan.afterVarint(w.source, at), w.source.length, w.depth);
        }
        return tags;
    }

    private void entry(Writing w, int tag) throws UnwritableException {
        int notes = enter(w, tag);
        key(w, notes);
        w.out.raw(':');
        FieldWriter value = entry.shape.fields[VALUE];
        if (entry.shape.isSet(w, notes, VALUE)) {
            entry.shape.write(w, notes, VALUE);
        } else if (value.value instanceof MessageWriter message) {
            message.content(w, 0, 0);
        } else {
            w.out.raw(ScalarWriters.absent(value.descriptor).getBytes(StandardCharsets.UTF_8));
        }
        entry.shape.leave(w, notes);
    }

    private int enter(Writing w, int tag) throws UnwritableException {
        int at = WireScan.afterVarint(w.source, tag);
        int start = WireScan.afterVarint(w.source, at);
        return entry.shape.enter(w, start, start + (int) WireScan.varint(w.source, at));
    }

    /** A key is a string, whatever its type. */
    private void key(Writing w, int notes) throws UnwritableException {
        FieldWriter key = entry.shape.fields[KEY];
        int at = entry.shape.value(w, notes, KEY);
        boolean quoted = ScalarWriters.isQuoted(key.descriptor);
        if (!quoted) {
            w.out.raw('"');
        }
        if (at >= 0) {
            key.value.write(w, at);
        } else {
            w.out.ascii(ScalarWriters.absent(key.descriptor));
        }
        if (!quoted) {
            w.out.raw('"');
        }
    }
}
