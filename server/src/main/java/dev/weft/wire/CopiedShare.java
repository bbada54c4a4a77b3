package dev.weft.wire;

/**
 * About what share of a projection's messages is copied: a guess, for the size of an array. It rises at once with a message of which more is copied,
 * and falls slowly. Safe for use by many threads, which may miss what another has noted.
 */
final class CopiedShare {
    private static final int WHOLE = 256;

    /** By how much a message may differ without being noted: what one thread writes slows the others down. */
    private static final int ALIKE = WHOLE / 32;

    private static final int SPARE = 2 * ALIKE;
    private static final int SLOWNESS = 4;

    /** Shorter ones say little, and there is little to win with them. */
    private static final int SHORTEST = 256;

    private int share = WHOLE;

    /** About how many bytes are copied of so many: rather too many. */
    int of(int length) {
        return length < SHORTEST ? length : (int) Math.min(length, (long) length * (share + SPARE) / WHOLE);
    }

    /** So many bytes of so many were copied. */
    void saw(int length, int copied) {
        if (length < SHORTEST) {
            return;
        }
        int seen = (int) Math.min(WHOLE, (long) copied * WHOLE / length);
        int known = share;
        if (seen > known + ALIKE) {
            share = seen;
        } else if (seen < known - ALIKE) {
            share = known - (known - seen) / SLOWNESS;
        }
    }
}
