package dev.weft.downstream;

import dev.weft.loop.Loop;
import java.util.OptionalLong;

/**
 * On whose behalf a streaming call is made.
 *
 * @param loop the client's loop
 * @param deadlineNanos when the call must have ended, on the loop's clock; empty when it may go on for ever
 * @param headers the client's headers that go on
 */
public record StreamContext(Loop loop, OptionalLong deadlineNanos, Headers headers) {}
