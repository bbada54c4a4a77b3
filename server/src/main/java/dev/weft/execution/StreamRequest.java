package dev.weft.execution;

import dev.weft.downstream.Headers;
import dev.weft.loop.Loop;
import java.util.OptionalLong;

/**
 * What is known of a client's request when it begins, before any of its messages.
 *
 * @param loop where all of it happens
 * @param clientDeadlineNanos when the client stops waiting, on the loop's clock; empty when it did not say
 * @param headers the client's headers that go on downstream
 * @param requestId the id under which the request is logged
 * @param fresh whether nothing of the answer is to come out of memory
 */
public record StreamRequest(
        Loop loop, OptionalLong clientDeadlineNanos, Headers headers, String requestId, boolean fresh) {}
