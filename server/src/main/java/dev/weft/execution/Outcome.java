package dev.weft.execution;

import com.google.rpc.Code;

/** What became of a call. */
public sealed interface Outcome {
    /** Whether the page lacks what it should have brought. */
    default boolean lacksAnswer() {
        return this instanceof Failed || this instanceof Skipped;
    }

    /** Whether the page is whole as far as the call goes. */
    default boolean isComplete() {
        return this instanceof Fresh || this instanceof Cached || this instanceof NotNeeded;
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
     * It brought no answer, and its fallback stands in.
     *
     * @param instead what became of it: failed or skipped
     */
    record Fallback(Outcome instead) implements Outcome {}

    /** It was not made, because the page says that it is not needed. */
    record NotNeeded() implements Outcome {}

    /**
     * It was not made.
     *
     * @param cause which value it lacked
     */
    record Skipped(String cause) implements Outcome {}
}
