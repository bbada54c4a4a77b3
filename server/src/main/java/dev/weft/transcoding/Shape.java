package dev.weft.transcoding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of a message type, by number. Immutable. */
final class Shape {
    private static final int DENSE = 256;

    /** In the order of their numbers; the index of a field is its slot. */
    final FieldWriter[] fields;

    private final int[] slots;
    private final Map<Integer, Integer> further = new HashMap<>();

    Shape(List<FieldWriter> unordered) {
        List<FieldWriter> ordered = new ArrayList<>(unordered);
        ordered.sort(Comparator.comparingInt(field -> field.descriptor.getNumber()));
        fields = ordered.toArray(FieldWriter[]::new);
        slots = new int[DENSE];
        for (int slot = 0; slot < fields.length; slot++) {
            int number = fields[slot].descriptor.getNumber();
            if (number < DENSE) {
                slots[number] = slot + 1;
            } else {
                further.put(number, slot);
            }
            fields[slot].rivals = rivals(fields[slot]);
        }
    }

    private int[] rivals(FieldWriter field) {
        List<Integer> rivals = new ArrayList<>();
        for (int slot = 0; slot < fields.length; slot++) {
            var oneof = fields[slot].descriptor.getRealContainingOneof();
            if (oneof != null && oneof == field.descriptor.getRealContainingOneof() && fields[slot] != field) {
                rivals.add(slot);
            }
        }
        return rivals.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The slot of a field, or -1. */
    int slot(int number) {
        if (number < DENSE && number >= 0) {
            return slots[number] - 1;
        }
        return further.isEmpty() ? -1 : further.getOrDefault(number, -1);
    }

    /**
     * Notes where the fields of the message in {@code [start, end)} stand, and returns where the notes are; {@link #leave} when
     * they are no longer needed.
     */
    int enter(Writing w, int start, int end) throws UnwritableException {
        int notes = w.enter(2 * fields.length);
        byte[] source = w.source;
        int at = start;
        while (at < end) {
            int tagStart = at;
            int tag = source[at++];
            if (tag < 0) {
                at = WireScan.varintEnd(source, tagStart, end);
                tag = (int) WireScan.varint(source, tagStart);
            }
            int slot = slot(tag >>> 3);
            at = WireScan.skip(source, tag, at, end, w.depth);
            if (slot >= 0 && fields[slot].accepts(tag)) {
                note(w, notes, slot, tagStart);
            }
        }
        return notes;
    }

    private void note(Writing w, int notes, int slot, int tagStart) {
        for (int rival : fields[slot].rivals) {
            w.note(notes + 2 * rival, 0);
        }
        int first = notes + 2 * slot;
        if (w.note(first) == 0) {
            w.note(first, tagStart + 1);
        }
        w.note(first + 1, tagStart + 1);
    }

    void leave(Writing w, int notes) {
        w.leave(notes);
    }

    boolean isSet(Writing w, int notes, int slot) {
        return w.note(notes + 2 * slot) != 0;
    }

    int firstTag(Writing w, int notes, int slot) {
        return w.note(notes + 2 * slot) - 1;
    }

    int lastTag(Writing w, int notes, int slot) {
        return w.note(notes + 2 * slot + 1) - 1;
    }

    /** Where the value of the last occurrence of a scalar starts, or -1. */
    int value(Writing w, int notes, int slot) {
        return isSet(w, notes, slot) ? WireScan.afterVarint(w.source, lastTag(w, notes, slot)) : -1;
    }

    /** The value of a field of varints, 0 when it is not set. */
    long varint(Writing w, int notes, int slot) {
        int at = value(w, notes, slot);
        return at < 0 ? 0 : WireScan.varint(w.source, at);
    }

    /** Writes the value of a field that is set. */
    void write(Writing w, int notes, int slot) throws UnwritableException {
        fields[slot].write(w, firstTag(w, notes, slot), lastTag(w, notes, slot));
    }
}
