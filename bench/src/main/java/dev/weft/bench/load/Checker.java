package dev.weft.bench.load;

/** Says whether an answer is right. Not thread-safe: one for each thread. */
interface Checker {
    boolean accepts(byte[] answer, int user);
}
