package dev.weft.downstream;

import dev.weft.loop.Cancellable;
import dev.weft.loop.DeadlineTimer;
import dev.weft.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a call is made.
 *
 * @param loop the page's loop
 * @param startNanos when it is made, on the loop's clock: read once, used by every layer
 * @param deadlineNanos when the answer must be there, on the loop's clock
 * @param timer one that goes off at {@code deadlineNanos} and is shared; null: {@link #atDeadline} sets one
 * @param headers the client's headers that go on
 * @param fresh whether the answer is not to come out of memory
 * @param attempt which attempt of the call it is, from 1
 */
public record CallContext(
        Loop loop,
        long startNanos,
        long deadlineNanos,
        @Nullable DeadlineTimer timer,
        Headers headers,
        boolean fresh,
        int attempt) {
    /** Of a call that is made now, its first attempt. */
    public CallContext(Loop loop, long deadlineNanos, Headers headers, boolean fresh) {
        this(loop, loop.nanoTime(), deadlineNanos, null, headers, fresh, 1);
    }

    /** Of a call that is made now, its first attempt, which may be answered out of memory. */
    public CallContext(Loop loop, long deadlineNanos, Headers headers) {
        this(loop, deadlineNanos, headers, false);
    }

    /** How much time there is for it. */
    long timeNanos() {
        return deadlineNanos - startNanos;
    }

    /** Whether the deadline has passed by now. */
    boolean isLate() {
        return loop.nanoTime() - deadlineNanos >= 0;
    }

    /** Runs {@code late} when the deadline has come. */
    Cancellable atDeadline(Runnable late) {
        return timer == null ? loop.schedule(late, Math.max(0, deadlineNanos - loop.nanoTime())) : timer.watch(late);
    }

    /** The same for an attempt of that number; another attempt is made now. */
    CallContext attempt(int number) {
        return number == attempt
                ? this
                : new CallContext(loop, loop.nanoTime(), deadlineNanos, timer, headers, fresh, number);
    }

    /** The same with other headers. */
    CallContext with(Headers others) {
        return new CallContext(loop, startNanos, deadlineNanos, timer, others, fresh, attempt);
    }

    /** The same with so much time and no more. */
    CallContext within(long nanos) {
        return new CallContext(loop, startNanos, startNanos + nanos, null, headers, fresh, attempt);
    }
}
