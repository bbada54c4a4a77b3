package dev.weft.transcoding;

import java.util.Arrays;

/** One message on its way from wire bytes to JSON: the bytes, what is written, and how deep it is. Used by one thread. */
final class Writing {
    final byte[] source;
    final JsonOutput out;

    /**
     * Whether it is written for a service that acts on it: then a value without a JSON form is an error, and a field is written only if
     * it is there. Otherwise such a value is null, which reads as absent, and a field without presence is always written.
     */
    final boolean exact;

    /** How many more messages may be nested in the one that is being written. */
    int depth;

    private int[] notes = new int[128];
    private int top;

    Writing(byte[] source, JsonOutput out, boolean exact, int depth) {
        this.source = source;
        this.out = out;
        this.exact = exact;
        this.depth = depth;
    }

    /** The same, going on with other bytes. */
    Writing over(byte[] other) {
        return new Writing(other, out, exact, depth);
    }

    /** Enters a nested message, and returns where {@code size} notes for it are, all 0. */
    int enter(int size) throws UnwritableException {
        if (--depth < 0) {
            throw new UnwritableException(UnwritableException.DEPTH);
        }
        int base = top;
        top += size;
        if (top > notes.length) {
            notes = Arrays.copyOf(notes, Math.max(top, 2 * notes.length));
        }
        Arrays.fill(notes, base, top, 0);
        return base;
    }

    void leave(int base) {
        depth++;
        top = base;
    }

    int note(int at) {
        return notes[at];
    }

    void note(int at, int value) {
        notes[at] = value;
    }

    /** A value that JSON cannot say. */
    void unwritable(String reason) throws UnwritableException {
        if (exact) {
            throw new UnwritableException(reason);
        }
        out.ascii("null");
    }
}
