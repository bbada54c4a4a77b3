package dev.weft.execution;

import com.google.rpc.Code;

/** What became of a call. */
public sealed interface Outcome {
    /** It answered. */
    record Fresh(long tookNanos) implements Outcome {}

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
