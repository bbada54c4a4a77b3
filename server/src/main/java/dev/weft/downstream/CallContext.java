package dev.weft.downstream;

/**
 * On whose behalf a call is made.
 *
 * @param loop the page's loop
 * @param deadlineNanos when the answer must be there, on the loop's clock
 * @param headers the client's headers that go on
 * @param fresh whether the answer is not to come out of memory
 * @param attempt which attempt of the call it is, from 1
 */
public record CallContext(Loop loop, long deadlineNanos, Headers headers, boolean fresh, int attempt) {
    /** Of a first attempt. */
    public CallContext(Loop loop, long deadlineNanos, Headers headers, boolean fresh) {
        this(loop, deadlineNanos, headers, fresh, 1);
    }

    /** Of a first attempt that may be answered out of memory. */
    public CallContext(Loop loop, long deadlineNanos, Headers headers) {
        this(loop, deadlineNanos, headers, false);
    }

    /** The same for an attempt of that number. */
    CallContext attempt(int number) {
        return number == attempt ? this : new CallContext(loop, deadlineNanos, headers, fresh, number);
    }

    /** The same with other headers. */
    CallContext with(Headers others) {
        return new CallContext(loop, deadlineNanos, others, fresh, attempt);
    }

    /** The same until another instant. */
    CallContext until(long otherDeadlineNanos) {
        return new CallContext(loop, otherDeadlineNanos, headers, fresh, attempt);
    }
}
