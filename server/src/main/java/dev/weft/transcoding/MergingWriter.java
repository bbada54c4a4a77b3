package dev.weft.transcoding;

import java.io.ByteArrayOutputStream;

/** Writes a singular message. When it occurs more than once, which is legal and rare, the occurrences are merged. */
record MergingWriter(FieldWriter field, MessageWriter message) implements FieldWriter.Occurrences {
    @Override
    public void write(Writing w, int firstTag, int lastTag) throws UnwritableException {
        if (firstTag == lastTag) {
            message.write(w, WireScan.afterVarint(w.source, lastTag));
        } else {
            byte[] merged = merge(w, firstTag, lastTag);
            message.content(w.over(merged), 0, merged.length);
        }
    }

    /** Serialized messages are merged by standing one after the other. */
    private byte[] merge(Writing w, int firstTag, int lastTag) throws UnwritableException {
        ByteArrayOutputStream merged = new ByteArrayOutputStream();
        for (int at = firstTag; at <= lastTag; ) {
            int tag = (int) WireScan.varint(w.source, at);
            int start = WireScan.afterVarint(w.source, at);
            at = WireScan.skip(w.source, tag, start, w.source.length, w.depth);
            if (tag == field.tag) {
                int content = WireScan.afterVarint(w.source, start);
                merged.write(w.source, content, at - content);
            }
        }
        return merged.toByteArray();
    }
}
