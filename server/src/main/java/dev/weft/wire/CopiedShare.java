package dev.weft.wire;

/**
 * About what share of a projection's messages is copied: a guess, for the size of an array. It changes only with a message that differs clearly
 * from the last that was noted. Safe for use by many threads, which may miss what another has noted.
 */
final class CopiedShare {
    private static final int WHOLE = 256;

    /** By how much a message may differ without being noted: what many threads write is dear to read. */
    private static final int ALIKE = WHOLE / 32;

    private static final int SPARE = 2 * ALIKE;

    private int share = WHOLE;

    /** About how many bytes are copied of so many: rather too many. */
    int of(int length) {
        return (int) Math.min(length, (long) length * (share + SPARE) / WHOLE);
    }

    /** So many bytes of so many were copied. */
    void saw(int length, int copied) {
        int seen = length == 0 ? WHOLE : (int) Math.min(WHOLE, (long) copied * WHOLE / length);
        if (Math.abs(seen - share) > ALIKE) {
            share = seen;
        }
    }
}
