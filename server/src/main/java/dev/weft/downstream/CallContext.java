package dev.weft.downstream;

/**
 * On whose behalf a call is made.
 *
 * @param loop the page's loop
 * @param deadlineNanos when the answer must be there, on the loop's clock
 * @param headers the client's headers that go on
 * @param attempt which attempt of the call it is, from 1
 */
public record CallContext(Loop loop, long deadlineNanos, Headers headers, int attempt) {
    /** Of a first attempt. */
    public CallContext(Loop loop, long deadlineNanos, Headers headers) {
        this(loop, deadlineNanos, headers, 1);
    }

    /** The same for an attempt of that number. */
    CallContext attempt(int number) {
        return new CallContext(loop, deadlineNanos, headers, number);
    }

    /** The same until another instant. */
    CallContext until(long otherDeadlineNanos) {
        return new CallContext(loop, otherDeadlineNanos, headers, attempt);
    }
}
