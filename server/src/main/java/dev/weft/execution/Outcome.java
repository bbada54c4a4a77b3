package dev.weft.execution;

import com.google.rpc.Code;

/** What became of a call. */
public sealed interface Outcome {
    /** Whether there is an answer, from wherever it came. */
    default boolean hasAnswer() {
        return this instanceof Fresh || this instanceof Cached || this instanceof Stale;
    }

    /** Whether the page lacks nothing for it. */
    default boolean isComplete() {
        return hasAnswer() && !(this instanceof Stale);
    }

    /** It answered. */
    record Fresh(long tookNanos) implements Outcome {}

    /** An answer of before stands for it. */
    record Cached(long ageNanos, long tookNanos) implements Outcome {}

    /** An answer of before, older than it should be, had to do. */
    record Stale(long ageNanos, long tookNanos) implements Outcome {}

    /**
     * It failed, or had not answered when the page had to go out.
     *
     * @param cause what happened, in Weft's own words
     */
    record Failed(Code code, String cause, long tookNanos) implements Outcome {}

    /**
     * It was not made.
     *
     * @param cause which value it lacked
     */
    record Skipped(String cause) implements Outcome {}
}
