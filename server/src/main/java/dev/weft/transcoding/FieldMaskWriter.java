package dev.weft.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import org.jspecify.annotations.Nullable;

/** Writes google.protobuf.FieldMask as its paths in lowerCamelCase, commas between them. */
final class FieldMaskWriter extends MessageWriter {
    FieldMaskWriter(Descriptor descriptor) {
        super(descriptor);
    }

    @Override
    void noted(Writing w, int notes) throws UnwritableException {
        String paths = shape.isSet(w, notes, 0) ? paths(w, notes) : "";
        if (paths == null) {
            w.unwritable("field mask that has no JSON form (expected: paths in lower_snake_case)");
            return;
        }
        w.out.quote();
        w.out.ascii(paths);
        w.out.quote();
    }

    private @Nullable String paths(Writing w, int notes) throws UnwritableException {
        StringBuilder paths = new StringBuilder();
        int last = shape.lastTag(w, notes, 0);
        for (int at = shape.firstTag(w, notes, 0); at <= last; ) {
            int tag = (int) WireScan.varint(w.source, at);
            int value = WireScan.afterVarint(w.source, at);
            at = WireScan.skip(w.source, tag, value, w.source.length, w.depth);
            if (tag == shape.fields[0].tag) {
                paths.append(paths.isEmpty() ? "" : ",");
                if (!camelCase(w.source, WireScan.afterVarint(w.source, value), at, paths)) {
                    return null;
                }
            }
        }
        return paths.toString();
    }

    /** Whether the path is one that is found again when it is read. */
    private static boolean camelCase(byte[] source, int start, int end, StringBuilder to) {
        boolean raised = false;
        for (int at = start; at < end; at++) {
            char letter = (char) (source[at] & 0xff);
            boolean lower = letter >= 'a' && letter <= 'z';
            boolean other = letter == '.' || letter == '*' || (letter >= '0' && letter <= '9');
            if (raised ? !lower : !lower && !other && letter != '_') {
                return false;
            }
            if (letter != '_') {
                to.append(raised ? (char) (letter - 'a' + 'A') : letter);
            }
            raised = letter == '_';
        }
        return !raised;
    }
}
