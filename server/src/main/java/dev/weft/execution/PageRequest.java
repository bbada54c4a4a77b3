package dev.weft.execution;

import dev.weft.downstream.Headers;
import dev.weft.loop.Loop;
import java.util.OptionalLong;

/**
 * A client's request.
 *
 * @param loop where the page and all of its calls run
 * @param message the serialized request message
 * @param clientDeadlineNanos when the client stops waiting, on the loop's clock; empty when it did not say
 * @param headers the client's headers that go on downstream
 * @param requestId the id under which the request is logged
 * @param fresh whether nothing of the answer is to come out of memory
 */
public record PageRequest(
        Loop loop, byte[] message, OptionalLong clientDeadlineNanos, Headers headers, String requestId, boolean fresh) {
    /** One that may be answered out of memory. */
    public PageRequest(Loop loop, byte[] message, OptionalLong clientDeadlineNanos, Headers headers, String requestId) {
        this(loop, message, clientDeadlineNanos, headers, requestId, false);
    }
}
