package dev.weft.downstream;

/**
 * On whose behalf a call is made.
 *
 * @param loop the page's loop
 * @param deadlineNanos when the answer must be there, on the loop's clock
 * @param headers the client's headers that go on
 */
public record CallContext(Loop loop, long deadlineNanos, Headers headers) {}
