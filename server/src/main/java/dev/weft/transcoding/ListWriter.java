package dev.weft.transcoding;

/** Writes a repeated field as one array, be its values packed, not packed, split or between other fields. */
record ListWriter(FieldWriter field, ValueWriter value) implements FieldWriter.Occurrences {
    /** Takes the values one by one. */
    interface Values {
        /** Takes the value that starts at {@code at}, after the tag. */
        void value(int at) throws UnwritableException;
    }

    @Override
    public void write(Writing w, int firstTag, int lastTag) throws UnwritableException {
        w.out.raw('[');
        int empty = w.out.length();
        each(field, w, firstTag, lastTag, at -> {
            if (w.out.length() > empty) {
                w.out.raw(',');
            }
            value.write(w, at);
        });
        w.out.raw(']');
    }

    static void each(FieldWriter field, Writing w, int firstTag, int lastTag, Values values)
            throws UnwritableException {
        for (int at = firstTag; at <= lastTag; ) {
            int tag = (int) WireScan.varint(w.source, at);
            int start = WireScan.afterVarint(w.source, at);
            at = WireScan.skip(w.source, tag, start, w.source.length, w.depth);
            if (tag == field.tag) {
                values.value(start);
            } else if (tag == field.packedTag) {
                chunk(field, w, WireScan.afterVarint(w.source, start), at, values);
            }
        }
    }

    private static void chunk(FieldWriter field, Writing w, int start, int end, Values values)
            throws UnwritableException {
        for (int at = start; at < end; ) {
            int next = WireScan.skip(w.source, field.tag, at, end, 0);
            values.value(at);
            at = next;
        }
    }
}
